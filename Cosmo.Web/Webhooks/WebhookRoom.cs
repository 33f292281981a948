namespace Cosmo.Web.Webhooks;

/// <summary>
/// How many bytes of webhooks may lie in memory at once. Each may have 4 MB and anybody can send one, so without a limit many
/// together would end the process; with it those beyond are asked to come again.
/// </summary>
internal sealed class WebhookRoom(long most = WebhookRoom.MostBytes)
{
    /// <summary>
    /// 64 MB: sixteen of the largest bodies, or more than ten thousand usual ones. To take a body apart costs some six times its
    /// length, so all together stay under 400 MB.
    /// </summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Seconds until the sender may come again. Meta waits as long as it likes, whatever stands between may heed it.</summary>
    public const string RetryAfter = "5";

    private long _held;

    /// <summary>Bytes that are being read or made durable right now.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Takes room for so many bytes.</summary>
    /// <returns>False if there is none; nothing was taken then.</returns>
    private bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= most)
            return true;
        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    /// <summary>What one body takes; leaving it gives everything back.</summary>
    public sealed class Place(WebhookRoom room) : IDisposable
    {
        private int _taken;

        /// <summary>Takes room for so many bytes more.</summary>
        /// <exception cref="BadHttpRequestException">There is none now (503).</exception>
        public void Take(int bytes)
        {
            if (!room.TryTake(bytes))
                throw new BadHttpRequestException("Too many webhooks at once.", StatusCodes.Status503ServiceUnavailable);
            _taken += bytes;
        }

        public void Dispose() => Interlocked.Add(ref room._held, -Interlocked.Exchange(ref _taken, 0));
    }
}
