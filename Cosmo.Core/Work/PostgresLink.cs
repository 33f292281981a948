using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cosmo.Core.Work;

/// <summary>Several nodes on one PostgreSQL: each commit notifies the others, which read again. Nothing but topics travels.</summary>
public sealed class PostgresLink(IOptions<StorageOptions> options, LiveFeed live, WorkSignal signal, TimeProvider clock, ILogger<PostgresLink> log)
    : BackgroundService, INodeLink
{
    private const string Channel = "cosmo";
    private const string Everything = "*";

    /// <summary>PostgreSQL: a payload of NOTIFY is shorter than 8,000 bytes.</summary>
    private const int LongestPayload = 7_900;

    private const int KeepAliveSeconds = 15;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private readonly string _me = Guid.NewGuid().ToString("N");

    public async Task AnnounceAsync(CosmoContext db, IReadOnlyCollection<Topic> topics, bool hasWork, CancellationToken cancel)
    {
        if (topics.Count == 0 && !hasWork)
            return;
        var names = string.Join(' ', topics.Select(t => t.Name));
        var payload = $"{_me}|{(hasWork ? "w" : "")}|{(names.Length > LongestPayload - 64 ? Everything : names)}";
        await db.Database.ExecuteSqlRawAsync("SELECT pg_notify({0}, {1})", [Channel, payload], cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Provider is not StorageProvider.Postgres)
            return;   // one node has nobody to hear
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The connection that hears the other nodes was lost; connecting again");
                await Task.Delay(s_pause, clock, CancellationToken.None);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        // A connection that only listens would never notice that the other end is gone: it asks now and then.
        var address = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { KeepAlive = KeepAliveSeconds, Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancel);
        connection.Notification += (_, e) => Hear(e.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);

        // What happened while nobody listened is not known: everybody reads again.
        live.PublishAll();
        signal.Raise();
        while (true)
            await connection.WaitAsync(cancel);
    }

    private void Hear(string payload)
    {
        var parts = payload.Split('|', 3);
        if (parts.Length != 3 || parts[0] == _me)
            return;
        if (parts[1] == "w")
            signal.Raise();
        if (parts[2] == Everything)
            live.PublishAll();
        else
            foreach (var name in parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                live.Publish(new Topic(name));
    }
}
