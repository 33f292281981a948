using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Reads Meta's times: unix seconds, as a string in messages and as a number in other fields.</summary>
internal static class ProviderClock
{
    /// <summary>How far ahead of ours Meta's clock may run before we trust ours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // WhatsApp was founded in 2009: nothing can have been sent before.
    private static readonly DateTimeOffset Earliest = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The element's timestamp, or <paramref name="receivedAt"/> where there is none or it cannot be true.</summary>
    public static DateTimeOffset Read(JsonElement element, DateTimeOffset receivedAt)
    {
        if (element.Whole("timestamp") is not { } seconds
            || seconds < Earliest.ToUnixTimeSeconds()
            || seconds > (receivedAt + Tolerance).ToUnixTimeSeconds())
            return receivedAt;

        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
