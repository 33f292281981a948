using Cosmo.Core.Storage;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Work;

/// <summary>
/// SQLite has one writer: writers queue here, in order, instead of sleeping inside SQLite's busy handler. PostgreSQL
/// needs no gate.
/// </summary>
public sealed class WriteGate(IOptions<StorageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public bool HasOneWriter { get; } = options.Value.Provider is StorageProvider.Sqlite;

    /// <summary>Waits for its turn; disposing gives the turn to the next.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancel)
    {
        if (!HasOneWriter)
            return default;
        await _turn.WaitAsync(cancel);
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    public readonly struct Turn(SemaphoreSlim? held) : IDisposable
    {
        public void Dispose() => held?.Release();
    }
}

/// <summary>Wakes those who wait for work. A lost signal costs a poll, never an item.</summary>
public sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim _internal = new(0);
    private readonly SemaphoreSlim _external = new(0);

    public void Raise()
    {
        Release(_internal);
        Release(_external);
    }

    internal Task<bool> WaitAsync(bool external, TimeSpan most, CancellationToken cancel) =>
        (external ? _external : _internal).WaitAsync(most, cancel);

    public void Dispose()
    {
        _internal.Dispose();
        _external.Dispose();
    }

    private static void Release(SemaphoreSlim semaphore)
    {
        // One waiting signal is enough; two at once do no harm.
        if (semaphore.CurrentCount == 0)
            semaphore.Release();
    }
}
