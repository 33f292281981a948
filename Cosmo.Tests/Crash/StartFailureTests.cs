using System.Net;
using System.Net.Sockets;

namespace Cosmo.Tests.Crash;

/// <summary>What somebody reads who starts the program where it cannot run.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cosmo-start");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}/");

        var said = await FailedAsync(new() { ["Data__Directory"] = _folder.FullName }, address);

        Assert.Contains($"another program listens at {address} already", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_without_a_trace_of_the_stack()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var said = await FailedAsync(new() { ["Data__Directory"] = Path.Combine(file, "below") });

        Assert.Contains("cannot keep its data where it was told to", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        var settings = new Dictionary<string, string> { ["Data__Directory"] = _folder.FullName };
        using var first = ServerProcess.Start(settings);
        await first.ReadyAsync();

        var said = await FailedAsync(settings);

        Assert.Contains($"Cosmo runs with the data in {_folder.FullName} already", said, StringComparison.Ordinal);
        await first.ReadyAsync();
        await first.KillAsync();
        using var next = ServerProcess.Start(settings);
        await next.ReadyAsync();   // a killed one keeps nobody away
    }

    [Fact]
    public async Task A_database_server_that_is_not_there_is_said_with_the_setting_to_look_at()
    {
        var said = await FailedAsync(new()
        {
            ["Data__Directory"] = _folder.FullName,
            ["Storage__Provider"] = "Postgres",
            ["Storage__ConnectionString"] = "Host=127.0.0.1;Port=1;Username=cosmo;Password=none;Database=cosmo",
        });

        Assert.Contains("Storage:ConnectionString", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage__Provider", "Oracle", "Storage:Provider")]
    [InlineData("Sandbox__Enabled", "perhaps", "Sandbox:Enabled")]
    [InlineData("Mail__Port", "many", "Mail:Port")]
    [InlineData("Urls", "nowhere", "Urls")]
    public async Task A_setting_that_cannot_be_read_is_named(string setting, string value, string named)
    {
        var said = await FailedAsync(new() { ["Data__Directory"] = _folder.FullName, [setting] = value });

        var words = Assert.Single(said.Split('\n'), line => line.Contains("Cosmo did not start", StringComparison.Ordinal));
        Assert.Contains(named, words, StringComparison.Ordinal);
        Assert.Contains(value, words, StringComparison.Ordinal);
    }

    private static async Task<string> FailedAsync(Dictionary<string, string> settings, Uri? at = null)
    {
        using var server = ServerProcess.Start(settings, at);
        await server.Ended.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await Eventually.SeeAsync("the program says why it does not start", () => server.Said.Contains("Cosmo did not start", StringComparison.Ordinal));
        return server.Said;
    }
}
