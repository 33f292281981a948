using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Cosmo.Core.Knowledge.Import;

namespace Cosmo.Core.Notifications.Push;

/// <summary>What became of handing a message over.</summary>
internal enum PushEnd { Taken, Gone, Again, Refused }

/// <summary>What a service said.</summary>
/// <param name="Why">A key of the plain words for it, or the status; never a word of the other side's.</param>
/// <param name="After">It asks for a pause.</param>
internal sealed record PushAnswer(PushEnd End, string? Why = null, TimeSpan? After = null);

/// <summary>How a message travels.</summary>
/// <param name="Life">So long the service keeps it for a browser that is off (TTL, RFC 8030, 5.2).</param>
/// <param name="IsUrgent">It wakes a device that saves its battery (Urgency, RFC 8030, 5.3).</param>
/// <param name="Topic">It takes the place of an earlier one of the same name that was not delivered yet; at most 32 letters of base64url (RFC 8030, 5.4).</param>
internal sealed record PushTravel(TimeSpan Life, bool IsUrgent, string Topic);

/// <summary>Certificates that are trusted in place of the machine's; tests serve their own.</summary>
internal sealed record PushRoots(X509Certificate2Collection Certificates);

/// <summary>
/// Hands messages to the services of browsers' makers (RFC 8030). Where they are is what a member's browser said, so nothing is
/// followed, read or trusted, and only public addresses are dialled.
/// </summary>
internal sealed class PushService : IDisposable
{
    /// <summary>No pause that is asked for is longer: what is told later is no news.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Shorter than the lease of the work that calls it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly PushKeys _keys;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public PushService(ReachableAddresses reachable, PushKeys keys, TimeProvider clock, PushRoots? roots = null)
    {
        (_keys, _clock) = (keys, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,   // a proxy would dial for us, unseen
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(8),
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),   // then the name is asked again
            ConnectCallback = reachable.DialAsync,
        };
        if (roots is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(roots.Certificates);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Encrypts a message for a browser and hands it to its service.</summary>
    /// <param name="text">At most <see cref="PushCipher.LongestText"/> bytes.</param>
    public async Task<PushAnswer> SendAsync(PushAddress to, byte[] text, PushTravel travel)
    {
        var endpoint = new Uri(to.Endpoint);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(PushCipher.Encrypt(
                text, System.Buffers.Text.Base64Url.DecodeFromChars(to.PublicKey), System.Buffers.Text.Base64Url.DecodeFromChars(to.Secret))),
        };
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.TryAddWithoutValidation("Authorization", await _keys.ProveAsync(endpoint));
        request.Headers.Add("TTL", ((long)travel.Life.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", travel.IsUrgent ? "high" : "normal");
        request.Headers.Add("Topic", travel.Topic);

        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return Read(response.StatusCode, response.Headers.RetryAfter);
        }
        catch (OperationCanceledException)
        {
            return new(PushEnd.Again, "push-slow");
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is UnreadableException { Key: "private-address" } ? new(PushEnd.Refused, "push-private") : new(PushEnd.Again, "push-unreachable");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private PushAnswer Read(HttpStatusCode status, RetryConditionHeaderValue? retry)
    {
        var why = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"HTTP {(int)status}");
        var after = retry is null ? null : retry.Delta ?? retry.Date - _clock.GetUtcNow();
        if (after > LongestPause)
            after = LongestPause;
        return (int)status switch
        {
            >= 200 and < 300 => new(PushEnd.Taken),
            404 or 410 => new(PushEnd.Gone, "push-gone"),   // RFC 8030, 7.3: the browser's subscription is over
            413 when after is null => new(PushEnd.Refused, why),   // the same message does not become smaller
            413 or 429 or >= 500 => new(PushEnd.Again, why, after),
            _ => new(PushEnd.Refused, why),
        };
    }
}
