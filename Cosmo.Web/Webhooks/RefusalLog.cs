using System.Net;

namespace Cosmo.Web.Webhooks;

/// <summary>Says in the log that webhooks were refused, at most once a minute and never with their content.</summary>
internal sealed class RefusalLog(TimeProvider clock, ILogger<RefusalLog> log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private readonly Tally _unproven = new();
    private readonly Tally _noRoom = new();

    /// <summary>A webhook's signature did not prove that it is Meta's.</summary>
    public void Unproven(IPAddress? from)
    {
        if (_unproven.Add(clock.GetUtcNow()) is { } count)
            log.LogWarning("{Count} webhooks without a right signature were refused, the last one from {Address}", count, from);
    }

    /// <summary>There was no room in memory for a webhook.</summary>
    public void NoRoom()
    {
        if (_noRoom.Add(clock.GetUtcNow()) is { } count)
            log.LogWarning("{Count} webhooks came while too many others were being read; their senders are asked to come again", count);
    }

    /// <summary>A webhook could not be kept and will be sent again.</summary>
    public void NotKept(Exception e) => log.LogError(e, "A webhook could not be kept; the sender is asked to come again");

    private sealed class Tally
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _silentUntil;
        private int _count;

        /// <summary>Counts one more.</summary>
        /// <returns>How many since it was last said, if it is time to say it again.</returns>
        public int? Add(DateTimeOffset now)
        {
            lock (_gate)
            {
                _count++;
                if (now < _silentUntil)
                    return null;
                var count = _count;
                (_count, _silentUntil) = (0, now + s_pause);
                return count;
            }
        }
    }
}
