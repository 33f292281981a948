namespace Cosmo.Web.Components.Shared;

/// <summary>One beat a minute for a whole page, so that a hundred ages on it need one timer.</summary>
public sealed class MinuteClock : IDisposable
{
    private readonly ITimer _timer;

    public MinuteClock(TimeProvider time, ILogger<MinuteClock> logger) =>
        _timer = time.CreateTimer(_ => Beat(logger), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <summary>Raised once a minute on a thread of the pool.</summary>
    public event Action? Minute;

    public void Dispose() => _timer.Dispose();

    private void Beat(ILogger<MinuteClock> logger)
    {
        try
        {
            Minute?.Invoke();
        }
        catch (Exception e)
        {
            // An exception that leaves a timer ends the whole process.
            logger.LogError(e, "A listener of the minute clock failed");
        }
    }
}
