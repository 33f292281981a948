using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Crash;

/// <summary>The program in its own process, Meta and the customers in this one, and a database that outlives the program.</summary>
internal sealed class CrashFixture : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);
    private readonly string _folder = Directory.CreateTempSubdirectory("cosmo-crash-").FullName;
    private readonly TestDatabase _database;
    private readonly GraphHost _meta;
    private readonly Task _writing;
    private ServerProcess? _server;

    private CrashFixture(TestDatabase database, GraphHost meta, Crowd crowd, Deskmates team)
    {
        (_database, _meta, Crowd, Team) = (database, meta, crowd, team);
        crowd.Acknowledged += Events.Happened;
        meta.Before = _ =>
        {
            Events.Happened();
            return Task.FromResult(false);
        };
        _writing = Task.WhenAll(crowd.WriteAsync(), team.ConfirmAsync(crowd));
    }

    public Crowd Crowd { get; }

    public Deskmates Team { get; }

    /// <summary>Counts the texts answered with 200 and the calls that reached Meta.</summary>
    public Countdown Events { get; } = new();

    public TestDatabase Database => _database;

    public SandboxGraph Graph => _meta.Graph;

    public ServerProcess Server => _server ?? throw new InvalidOperationException("Start it first.");

    public static async Task<CrashFixture> CreateAsync(StorageProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var meta = await GraphHost.StartAsync(configure: options => (options.PairRate, options.Throughput, options.RetryAtMost) = (false, false, TimeSpan.FromMilliseconds(200)));
        return new(database, meta, await Crowd.GatherAsync(meta.Graph), await Deskmates.SeatAsync(database, meta.Graph));
    }

    /// <summary>Starts the program on what the last one left behind.</summary>
    /// <param name="failpoint">Where it is to end itself and at which time, as <c>name:3</c>; null: nowhere.</param>
    public async Task StartAsync(string? failpoint = null)
    {
        if (_database.Provider is StorageProvider.Postgres)
            await ExpireLeasesAsync();
        _server?.Dispose();
        _server = ServerProcess.Start(Settings(_database, _meta, _folder, failpoint));
        await _server.ReadyAsync();
        Graph.Options.WebhookUrl = new Uri(_server.Address, "webhooks/whatsapp").ToString();
        Crowd.WriteTo(_server);
    }

    /// <summary>Ends the program without notice.</summary>
    public async Task KillAsync()
    {
        Crowd.Wait();
        await Server.KillAsync();
    }

    /// <summary>Returns when the program has ended by itself.</summary>
    public async Task EndedAsync()
    {
        await Server.Ended.WaitAsync(s_patience);
        Crowd.Wait();
    }

    /// <summary>The customers stop, and everything that is due gets done.</summary>
    public async Task SettleAsync()
    {
        Crowd.End();
        await _writing.WaitAsync(s_patience);
        await Eventually.SeeAsync("nothing is left to do", async () => await _database.IsIdleAsync() && Graph.OwedWebhooks() == 0 && await _database.IsIdleAsync(), s_patience);
    }

    public async ValueTask DisposeAsync()
    {
        Crowd.End();
        _server?.Dispose();
        await _meta.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // On a database that several nodes share, the leases of a dead one run for a minute; the test does not wait for it.
    private async Task ExpireLeasesAsync()
    {
        await using var db = _database.CreateDbContext();
        await db.Set<WorkItem>().Where(w => w.State == WorkState.Leased).ExecuteUpdateAsync(s => s.SetProperty(w => w.LeaseMs, 0));
    }

    /// <summary>What one process of the program is told.</summary>
    public static Dictionary<string, string> Settings(TestDatabase database, GraphHost meta, string folder, string? failpoint) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Logging__LogLevel__Default"] = "Warning",
        ["Data__Directory"] = folder,
        ["Storage__Provider"] = database.Provider.ToString(),
        ["Storage__ConnectionString"] = database.Address.ConnectionString,
        ["Sandbox__Enabled"] = "false",
        ["Setup__OwnerEmail"] = "ana@example.com",
        ["Setup__OwnerPassword"] = "a calm long sentence",
        ["Graph__BaseUrl"] = meta.BaseUrl,
        ["Channels__WhatsApp__PhoneNumberId"] = DefaultSandboxCast.Business.PhoneNumberId,
        ["Channels__WhatsApp__WabaId"] = DefaultSandboxCast.Business.WabaId,
        ["Channels__WhatsApp__AccessToken"] = GraphHost.Token,
        ["Channels__WhatsApp__AppSecret"] = GraphHost.Secret,
        ["Channels__WhatsApp__VerifyToken"] = "a word of the tests",
        ["Channels__Notification__PhoneNumberId"] = DefaultSandboxCast.Notification.PhoneNumberId,
        ["Channels__Notification__AccessToken"] = GraphHost.Token,
        ["COSMO_FAILPOINT"] = failpoint ?? "",
    };
}
