using Cosmo.Core.Storage;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Work;

/// <summary>
/// SQLite has one writer: writers queue here, in order, instead of sleeping inside SQLite's busy handler. Whoever keeps
/// what arrives from outside waits for one writer at most, however long the queue is. PostgreSQL needs no gate.
/// </summary>
public sealed class WriteGate(IOptions<StorageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    // The queue before the queue: only its first waits at the turn itself, so an arrival that goes there is the next.
    private readonly SemaphoreSlim _queue = new(1, 1);

    public bool HasOneWriter { get; } = options.Value.Provider is StorageProvider.Sqlite;

    /// <summary>Waits for its turn; disposing gives the turn to the next.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancel)
    {
        if (!HasOneWriter)
            return default;
        await _queue.WaitAsync(cancel);
        try
        {
            await _turn.WaitAsync(cancel);
        }
        catch
        {
            _queue.Release();
            throw;
        }

        return new Turn(_turn, _queue);
    }

    /// <summary>The same, past everybody who queues with <see cref="EnterAsync"/>: for arrivals whose sender waits for the answer.</summary>
    public async ValueTask<Turn> EnterFirstAsync(CancellationToken cancel)
    {
        if (!HasOneWriter)
            return default;
        await _turn.WaitAsync(cancel);
        return new Turn(_turn, null);
    }

    public void Dispose()
    {
        _turn.Dispose();
        _queue.Dispose();
    }

    public readonly struct Turn(SemaphoreSlim? turn, SemaphoreSlim? queue) : IDisposable
    {
        public void Dispose()
        {
            turn?.Release();
            queue?.Release();
        }
    }
}
