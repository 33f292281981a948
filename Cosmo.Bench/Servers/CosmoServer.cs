using Cosmo.Bench.Traffic;
using Microsoft.Data.Sqlite;

namespace Cosmo.Bench.Servers;

/// <summary>The real program in its own process, with its own data folder, talking to a stand-in of Meta in this process.</summary>
internal sealed class CosmoServer : IAsyncDisposable
{
    public const string WebhookPath = "webhooks/whatsapp";
    public const string OwnerEmail = "owner@example.com";
    public const string OwnerPassword = "a calm long sentence";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private readonly string _folder;

    private CosmoServer(ServerProcess process, string folder) => (Process, _folder) = (process, folder);

    public ServerProcess Process { get; }

    public Uri Webhook => new(Process.Address, WebhookPath);

    /// <summary>Starts the program; from now on Meta sends it what becomes of its messages.</summary>
    public static async Task<CosmoServer> StartAsync(BenchOptions options, Meta meta, string folder)
    {
        if (!File.Exists(options.Server))
            throw new InvalidOperationException($"{options.Server} is not there: build with -c Release, or give --server.");
        var process = await ServerProcess.StartAsync(_ => [options.Server], "health/ready", address => new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Urls"] = address.ToString(),
            ["Data__Directory"] = folder,
            ["Sandbox__Enabled"] = "false",
            ["Graph__BaseUrl"] = meta.Address.ToString(),
            ["Channels__WhatsApp__PhoneNumberId"] = Meta.Business.PhoneNumberId,
            ["Channels__WhatsApp__DisplayNumber"] = Meta.Business.DisplayNumber,
            ["Channels__WhatsApp__WabaId"] = Meta.Business.WabaId,
            ["Channels__WhatsApp__AccessToken"] = Meta.Token,
            ["Channels__WhatsApp__AppSecret"] = Meta.Secret,
            ["Setup__OwnerEmail"] = OwnerEmail,
            ["Setup__OwnerPassword"] = OwnerPassword,
            ["Setup__OwnerName"] = "Owner",
            ["Setup__Business"] = "Bench",
        });
        var server = new CosmoServer(process, folder);
        meta.SendTo(server.Webhook);
        return server;
    }

    /// <summary>Sends some messages that are not measured, so that code and pages of the database are warm.</summary>
    public async Task WarmUpAsync(Customers customers, int messages)
    {
        await Sender.SteadyAsync(Webhook, customers, 100, messages);
        await IdleAsync();
    }

    /// <summary>Waits until no work is due any more.</summary>
    public async Task IdleAsync()
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            if (Count("SELECT count(*) FROM work WHERE state IN (0, 1, 2) AND due_ms <= unixepoch() * 1000") == 0)
                return;
            if (TimeProvider.System.GetElapsedTime(began) > s_patience)
                throw new InvalidOperationException("The work does not come to an end:\n" + string.Join('\n', Process.Said));
            await Task.Delay(200);
        }
    }

    /// <summary>Work that was given up.</summary>
    public int DeadWork => Count("SELECT count(*) FROM work WHERE state = 4");

    /// <summary>Messages of the business that reached their customers.</summary>
    public int Answers => Count("SELECT count(*) FROM \"Message\" WHERE \"Author\" = 'Assistant' AND \"Delivery\" = 'Delivered'");

    /// <summary>The ids under which Meta sent the messages that are stored.</summary>
    public List<string> StoredIds()
    {
        var ids = new List<string>();
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"ProviderId\" FROM \"Message\" WHERE \"Author\" = 'Customer'";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            ids.Add(rows.GetString(0));
        return ids;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private int Count(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements above
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "cosmo.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }
}
