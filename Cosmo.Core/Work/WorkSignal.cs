namespace Cosmo.Core.Work;

/// <summary>Whether work became ready for the workers that write, and for those that call.</summary>
internal readonly record struct ReadyWork(bool Internal, bool External)
{
    public bool Any => Internal || External;

    public ReadyWork And(ReadyWork more) => new(Internal || more.Internal, External || more.External);
}

/// <summary>Wakes those who wait for work. A lost signal costs a poll, never an item.</summary>
public sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim _internal = new(0);
    private readonly SemaphoreSlim _external = new(0);

    /// <summary>Wakes everybody: what is due is not known.</summary>
    public void Raise() => Raise(new(Internal: true, External: true));

    /// <summary>Wakes those who have something to do.</summary>
    internal void Raise(ReadyWork ready)
    {
        if (ready.Internal)
            Release(_internal);
        if (ready.External)
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
