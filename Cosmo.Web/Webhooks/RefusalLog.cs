using System.Net;

namespace Cosmo.Web.Webhooks;

/// <summary>Says in the log that webhooks were refused, at most once a minute and never with their content.</summary>
internal sealed class RefusalLog(TimeProvider clock, ILogger<RefusalLog> log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private DateTimeOffset _silentUntil;
    private int _refused;

    /// <summary>A webhook's signature did not prove that it is Meta's.</summary>
    public void Unproven(IPAddress? from)
    {
        int count;
        lock (_gate)
        {
            _refused++;
            var now = clock.GetUtcNow();
            if (now < _silentUntil)
                return;
            (count, _refused, _silentUntil) = (_refused, 0, now + s_pause);
        }

        log.LogWarning("{Count} webhooks without a right signature were refused, the last one from {Address}", count, from);
    }

    /// <summary>A webhook could not be kept and will be sent again.</summary>
    public void NotKept(Exception e) => log.LogError(e, "A webhook could not be kept; the sender is asked to come again");
}
