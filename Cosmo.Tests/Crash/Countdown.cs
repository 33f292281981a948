namespace Cosmo.Tests.Crash;

/// <summary>Completes when something has happened a number of times. Safe from several threads.</summary>
internal sealed class Countdown
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _reached = new();
    private int _left;

    /// <summary>Completes with the n-th happening from now, on the thread of whoever reports it.</summary>
    public Task After(int times)
    {
        lock (_gate)
        {
            (_left, _reached) = (times, new());
            return _reached.Task;
        }
    }

    public void Happened()
    {
        lock (_gate)
        {
            if (--_left != 0)
                return;
        }

        _reached.TrySetResult();
    }
}
