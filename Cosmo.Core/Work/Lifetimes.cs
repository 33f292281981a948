using Microsoft.Extensions.Hosting;

namespace Cosmo.Core.Work;

internal static class Lifetimes
{
    /// <summary>Waits until the host serves: what calls out may call our own server, or count on its answers coming in.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancel);
    }
}
