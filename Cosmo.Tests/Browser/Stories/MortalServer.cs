using Cosmo.Core.Replies;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Crash;
using Cosmo.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser.Stories;

/// <summary>The sample business in a process of its own, which dies and comes back on the same address with what it had stored.</summary>
internal sealed class MortalServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cosmo-mortal-").FullName;
    private readonly TestDatabase _database;
    private ServerProcess _process;

    private MortalServer(TestDatabase database) => (_database, _process) = (database, Start(database, _folder, null, null));

    public Uri Address => _process.Address;

    /// <summary>Completes when the process is gone.</summary>
    public Task Ended => _process.Ended;

    public static async Task<MortalServer> StartAsync()
    {
        var server = new MortalServer(await TestDatabase.CreateAsync(StorageProvider.Sqlite));
        await server._process.ReadyAsync();
        await Eventually.SeeAsync("there is an owner", server.HasOwnerAsync);
        // A confirmed answer leaves at once: what dies is the send, not the wait before it.
        await using var db = server._database.CreateDbContext();
        db.Add(new Setting { Key = UndoHold.Key, Value = "0" });
        await db.SaveChangesAsync();
        return server;
    }

    /// <summary>Returns when nothing is left to do.</summary>
    public Task IdleAsync() => Eventually.SeeAsync("nothing is left to do", _database.IsIdleAsync);

    /// <summary>Ends the program without notice.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts it again, where it was.</summary>
    /// <param name="failpoint">Where it is to end itself; null: nowhere.</param>
    public async Task ReviveAsync(string? failpoint = null)
    {
        var address = Address;
        _process.Dispose();
        _process = Start(_database, _folder, failpoint, address);
        await _process.ReadyAsync();
    }

    /// <summary>Waits for the page that lost its server to say so.</summary>
    public static Task LostAsync(IPage page) => Assertions.Expect(page.GetByText("Connection lost… reconnecting")).ToBeVisibleAsync();

    /// <summary>Waits for the page to come back by itself, as a new one; says what page and program looked like when it does not.</summary>
    public async Task BackAsync(IPage page)
    {
        try
        {
            await page.WaitForFunctionAsync(
                "() => document.querySelector('[data-interactive=true]') && document.getElementById('components-reconnect-modal')?.dataset.down === 'false'",
                null,
                new() { PollingInterval = 100, Timeout = (float)Patience.Limit.TotalMilliseconds });
        }
        catch (TimeoutException e)
        {
            var bar = await page.EvaluateAsync<string?>("document.getElementById('components-reconnect-modal')?.outerHTML");
            throw new TimeoutException(
                $"{page.Url} did not come back; the program {(Ended.IsCompleted ? "has ended" : "runs")}.\n{bar}\n{await page.Locator("body").InnerTextAsync()}\n{_process.Said}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> HasOwnerAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.Set<Member>().AnyAsync(m => m.Role == Role.Owner);
    }

    private static ServerProcess Start(TestDatabase database, string folder, string? failpoint, Uri? at) => ServerProcess.Start(
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Data__Directory"] = folder,
            ["Storage__ConnectionString"] = database.Address.ConnectionString,
            ["Setup__OwnerName"] = "Ana Silva",
            ["Setup__OwnerEmail"] = CosmoApp.OwnerEmail,
            ["Setup__OwnerPassword"] = CosmoApp.OwnerPassword,
            ["Setup__LoadSample"] = "true",
            ["COSMO_FAILPOINT"] = failpoint ?? "",
        },
        at);
}
