using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Cosmo.Bench.Servers;

/// <summary>Keeps bodies in an SQLite table as safely as the program does (write-ahead log, synchronous commits), many in one commit.</summary>
internal sealed class BareStore : IAsyncDisposable
{
    private const int MostInOneCommit = 256;
    private readonly Channel<(byte[] Body, TaskCompletionSource Kept)> _waiting = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>();
    private readonly SqliteConnection _connection;
    private readonly Task _running;

    public BareStore(string file)
    {
        _connection = new SqliteConnection($"Data Source={file}");
        _connection.Open();
        using var prepare = _connection.CreateCommand();
        prepare.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, body BLOB NOT NULL)";
        prepare.ExecuteNonQuery();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Raised for each body after it is on the disk.</summary>
    public event Action<byte[]>? Kept;

    /// <summary>Completes when the body is on the disk.</summary>
    public Task KeepAsync(byte[] body)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((body, kept));
        return kept.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running;
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        await using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO kept (body) VALUES (@body)";
        var value = insert.Parameters.Add("@body", SqliteType.Blob);
        var batch = new List<(byte[] Body, TaskCompletionSource Kept)>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostInOneCommit && _waiting.Reader.TryRead(out var next))
                batch.Add(next);
            await using (var transaction = _connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                foreach (var (body, _) in batch)
                {
                    value.Value = body;
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            foreach (var (body, kept) in batch)
            {
                kept.SetResult();
                Kept?.Invoke(body);
            }
        }
    }
}
