using System.Diagnostics;
using Npgsql;

namespace Cosmo.Tests;

/// <summary>A PostgreSQL server of this test run alone: in a temporary folder, reached by a socket in it, gone with the process.</summary>
internal sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Shared = new(() => new());
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"cosmo-pg-{Guid.NewGuid():N}"[..20]);

    private PostgresCluster()
    {
        // The shell holds the server as long as its input stays open: however this process ends, the server ends too.
        var script = $"""
            set -e
            umask 077
            mkdir '{_folder}'
            cd '{_folder}'
            export PATH='{Requirements.PostgresPrograms}':$PATH
            initdb -D data -A trust -U cosmo -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log 2>&1 || (cat initdb.log >&2; exit 1)
            pg_ctl -D data -l server.log -w -o "-c listen_addresses='' -c unix_socket_directories='{_folder}' -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB" start >/dev/null 2>&1 || (cat server.log >&2; exit 1)
            chmod 711 '{_folder}'
            echo ready
            cat >/dev/null
            pg_ctl -D data -m immediate stop >/dev/null 2>&1
            cd /
            rm -rf '{_folder}'
            """;
        string[] command = Requirements.IsRoot ? ["runuser", "-u", "postgres", "--", "sh", "-c", script] : ["sh", "-c", script];
        var keeper = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The shell of the PostgreSQL server did not start.");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            keeper.StandardInput.Close();
            keeper.WaitForExit();
        };
        if (keeper.StandardOutput.ReadLine() != "ready")
            throw new InvalidOperationException($"The PostgreSQL server of the tests did not start: {keeper.StandardError.ReadToEnd()}");
    }

    /// <summary>The server, started when first asked for.</summary>
    public static PostgresCluster Running => Shared.Value;

    /// <summary>How to reach one of its databases.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder,
        Username = "cosmo",
        Database = database,
        MaxPoolSize = 20,
        MinPoolSize = 0,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 2,
    }.ConnectionString;

    /// <summary>Runs a statement on the server itself, outside any of the tests' databases.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
