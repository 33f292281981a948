using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class SandboxJournalTests : IDisposable
{
    private static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;
    private static readonly string Maria = DefaultSandboxCast.Maria.UserId;
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():n}", "journal.jsonl");

    [Fact]
    public async Task Phones_keep_their_history_over_a_restart_and_owed_webhooks_still_come()
    {
        await using (var before = await SandboxHost.StartAsync(Keep))
        {
            before.Graph.Say(Maria, Number, "¿Hola?");
            await before.SendAsync(Sent.Text("first", callback: "outbox-1"));
            await before.PostAsync(Sent.Templates, Sent.NewTemplate());
            await before.UpdatesAsync();
            for (var i = 0; i < 1000; i++)
                before.Answers.Enqueue(503);
            before.Graph.Say(Maria, Number, "nobody hears me yet");
            before.Graph.SetOffset(TimeSpan.FromHours(2));
        }

        await using var after = await SandboxHost.StartAsync(Keep);
        Assert.Equal(["¿Hola?", "first", "nobody hears me yet"], after.Graph.Chat(Maria, Number).Select(message => message.Text));
        Assert.Equal(("outbox-1", SandboxTick.Delivered), (after.Graph.Sends()[0].CallbackData, after.Graph.Sends()[0].Tick));
        Assert.Equal(TimeSpan.FromHours(2), after.Graph.Clock.Offset);
        Assert.Single(after.Graph.Templates(DefaultSandboxCast.Business.WabaId));
        var owed = Assert.Single(await after.UpdatesAsync());
        Assert.Equal("nobody hears me yet", owed.GetProperty("messages")[0].GetProperty("text").GetProperty("body").GetString());
        Assert.Equal(200, (await after.SendAsync(Sent.Text("the window is still open"))).Status);
    }

    [Fact]
    public async Task Half_a_line_at_the_end_is_dropped()
    {
        await using (var before = await SandboxHost.StartAsync(Keep))
            before.Graph.Say(Maria, Number, "whole");
        await File.AppendAllTextAsync(_path, "{\"is\":\"mess", TestContext.Current.CancellationToken);

        await using (var after = await SandboxHost.StartAsync(Keep))
        {
            Assert.Single(after.Graph.Chat(Maria, Number));
            after.Graph.Say(Maria, Number, "again");
        }
        await using var third = await SandboxHost.StartAsync(Keep);
        Assert.Equal(["whole", "again"], third.Graph.Chat(Maria, Number).Select(message => message.Text));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private void Keep(SandboxOptions options) => (options.JournalPath, options.Durable) = (_path, true);
}
