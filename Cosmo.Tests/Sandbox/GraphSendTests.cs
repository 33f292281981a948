using System.Text.Json;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class GraphSendTests
{
    private static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;
    private static readonly string Maria = DefaultSandboxCast.Maria.UserId;

    [Fact]
    public async Task A_text_in_the_window_is_answered_and_then_sent_and_delivered_with_our_callback_data()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");
        var (status, answer) = await host.SendAsync(Sent.Text("¿Qué tal?", callback: "outbox-7"));

        Assert.Equal(200, status);
        Assert.Equal("whatsapp", (string?)answer!["messaging_product"]);
        Assert.Equal("34600000001", (string?)answer["contacts"]![0]!["wa_id"]);
        Assert.Equal("+34600000001", (string?)answer["contacts"]![0]!["input"]);
        var id = (string?)answer["messages"]![0]!["id"];
        var statuses = await host.StatusesAsync();
        Assert.Equal(["sent", "delivered"], statuses.Select(one => one.GetProperty("status").GetString()));
        Assert.All(statuses, one => Assert.Equal((id, "outbox-7"), (one.GetProperty("id").GetString(), one.GetProperty("biz_opaque_callback_data").GetString())));
        var sent = Assert.Single(host.Graph.SendsTo("+34600000001"));
        Assert.Equal(("¿Qué tal?", "outbox-7", SandboxTick.Delivered), (sent.Text, sent.CallbackData, sent.Tick));
    }

    [Fact]
    public async Task An_open_phone_reads_what_arrives_and_what_waited()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");
        await host.SendAsync(Sent.Text("one"));
        Assert.Equal(1, host.Graph.Unread(Maria, Number));
        host.Graph.OpenChat(Maria, Number);
        await host.SendAsync(Sent.Text("two"));

        Assert.Equal(0, host.Graph.Unread(Maria, Number));
        Assert.Equal(["sent", "delivered", "read", "sent", "delivered", "read"],
            (await host.StatusesAsync()).Select(one => one.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_person_without_a_number_is_reached_by_user_id_and_named_by_it_alone()
    {
        await using var host = await SandboxHost.StartAsync();
        var aylin = DefaultSandboxCast.Aylin.UserId;
        host.Graph.Say(aylin, Number, "Merhaba");
        var (status, answer) = await host.SendAsync(Sent.To(aylin));

        Assert.Equal(200, status);
        Assert.Null(answer!["contacts"]![0]!["wa_id"]);
        Assert.Equal(aylin, (string?)answer["contacts"]![0]!["user_id"]);
        var message = (await host.UpdatesAsync())[0].GetProperty("messages")[0];
        Assert.False(message.TryGetProperty("from", out _));
        Assert.Equal(aylin, message.GetProperty("from_user_id").GetString());
        Assert.False((await host.StatusesAsync())[0].TryGetProperty("recipient_id", out _));
    }

    [Theory]
    [InlineData("34600000001")]     // Meta takes it for somebody else's number
    [InlineData("+34699999999")]    // nobody we know
    public async Task A_message_that_nobody_gets_is_accepted_and_fails_later(string to)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");

        Assert.Equal(200, (await host.SendAsync(Sent.Text("hello", to))).Status);
        var failed = Assert.Single(await host.StatusesAsync());
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal(131026, failed.GetProperty("errors")[0].GetProperty("code").GetInt32());
        Assert.DoesNotContain(host.Graph.Chat(Maria, Number), message => message.FromBusiness);
    }

    [Fact]
    public async Task The_window_closes_24_hours_after_the_persons_last_message()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(131047, await host.CodeAsync(Sent.Text("nobody asked")));
        host.Graph.Say(Maria, Number, "Hola");
        host.Graph.SetOffset(TimeSpan.FromHours(23.9));
        Assert.Equal(200, (await host.SendAsync(Sent.Text("in time"))).Status);
        host.Graph.SetOffset(TimeSpan.FromHours(24.1));
        Assert.Equal(131047, await host.CodeAsync(Sent.Text("late")));
    }

    [Fact]
    public async Task Reading_turns_the_persons_ticks_blue_and_shows_typing()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = host.Graph.Say(Maria, Number, "Hola");
        var (_, answer) = await host.SendAsync(new
        {
            messaging_product = "whatsapp",
            status = "read",
            message_id = id,
            typing_indicator = new { type = "text" },
        });

        Assert.True((bool)answer!["success"]!);
        Assert.Equal(SandboxTick.Read, host.Graph.Message(id).Tick);
        Assert.True(host.Graph.IsTyping(Maria, Number));
    }

    [Fact]
    public async Task A_reaction_sticks_to_its_message_and_is_only_sent()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = host.Graph.Say(Maria, Number, "Hola");
        await host.SendAsync(new { messaging_product = "whatsapp", to = "+34600000001", type = "reaction", reaction = new { message_id = id, emoji = "👍" } });

        Assert.Equal("👍", host.Graph.Message(id).BusinessReaction);
        Assert.Equal("sent", Assert.Single(await host.StatusesAsync()).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("send_interactive_buttons.json")]
    [InlineData("send_interactive_list.json")]
    [InlineData("send_reply_context.json")]
    [InlineData("send_text.json")]
    [InlineData("send_location.json")]
    [InlineData("send_contacts.json")]
    [InlineData("send_text_bsuid.json")]
    public async Task Metas_own_samples_are_accepted(string sample)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Add(new SandboxPerson("US.13491208655302741918", "Pablo", "+16505551234"));
        host.Graph.Say("US.13491208655302741918", Number, "Hi");
        using var request = JsonDocument.Parse(await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "Contracts", "Payloads", "whatsapp", sample), TestContext.Current.CancellationToken));

        var (status, answer) = await host.SendAsync(request.RootElement);
        Assert.True(status == 200, answer?.ToJsonString());
        Assert.Equal("US.13491208655302741918", (string?)answer!["contacts"]![0]!["user_id"]);
    }
}
