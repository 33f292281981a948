using System.Net;
using System.Text;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>A page as it came.</summary>
/// <param name="Address">Where it was found in the end.</param>
internal sealed record FetchedPage(Uri Address, string Html);

/// <summary>Reads pages of the web for people who name an address: politely, with limits, and never from inside a private network.</summary>
public sealed class PageFetcher : IDisposable
{
    /// <summary>Largest page, in bytes, unpacked.</summary>
    public const int LargestPage = 3 * 1024 * 1024;

    private const int LargestRobots = 256 * 1024;
    private const int MostRedirects = 3;
    private const string Agent = "CosmoKnowledge";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;

    /// <summary>Reads from the addresses that are allowed.</summary>
    public PageFetcher(ReachableAddresses reachable)
    {
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,   // each step is looked at
            UseProxy = false,   // a proxy would dial for us, unseen
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(8),
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            ConnectCallback = reachable.DialAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd($"{Agent}/1.0");
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/plain;q=0.5");
    }

    /// <summary>The address that somebody typed; null where it is none of the web.</summary>
    public static Uri? Parse(string typed)
    {
        typed = typed.Trim();
        if (!typed.Contains("://", StringComparison.Ordinal))
            typed = "https://" + typed;
        return typed.Length <= KnowledgeSource.LongestAddress && Uri.TryCreate(typed, UriKind.Absolute, out var address) && IsWeb(address) ? new UriBuilder(address) { Fragment = "" }.Uri : null;
    }

    /// <summary>Reads one page, if its host lets robots read it.</summary>
    /// <exception cref="UnreadableException">It cannot be read, and why.</exception>
    internal async Task<FetchedPage> ReadAsync(Uri address)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            var host = address.Host;
            for (var step = 0; step <= MostRedirects; step++)
            {
                if (!(await RobotsAsync(address, patience.Token)).Allows(address.PathAndQuery))
                    throw UnreadableException.Robots;
                using var response = await SendAsync(address, patience.Token);
                if (Redirect(response, address) is not { } next)
                    return new(address, await ReadAsync(response, patience.Token));
                if (!IsWeb(next) || !IsSameHost(host, next.Host))
                    throw UnreadableException.Elsewhere;
                address = next;
            }

            throw UnreadableException.Elsewhere;
        }
        catch (OperationCanceledException)
        {
            throw UnreadableException.Slow;
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as UnreadableException ?? UnreadableException.Unreachable;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw UnreadableException.Unreachable;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static bool IsWeb(Uri address) => address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && address.Host.Length > 0;

    private static bool IsSameHost(string one, string other) => string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static Uri? Redirect(HttpResponseMessage response, Uri from) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } to ? new Uri(from, to) : null;

    private Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancel) =>
        _client.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), HttpCompletionOption.ResponseHeadersRead, cancel);

    // RFC 9309: no such file means everything is allowed; a server that is broken means nothing is.
    private async Task<RobotsRules> RobotsAsync(Uri address, CancellationToken cancel)
    {
        var place = new Uri(address, "/robots.txt");
        for (var step = 0; step <= MostRedirects; step++)
        {
            using var response = await SendAsync(place, cancel);
            if (Redirect(response, place) is { } next)
            {
                if (!IsWeb(next))
                    break;
                place = next;
                continue;
            }

            if ((int)response.StatusCode >= 500)
                throw UnreadableException.Unreachable;
            return response.IsSuccessStatusCode ? RobotsRules.Read(Encoding.UTF8.GetString(await BytesAsync(response, LargestRobots, cut: true, cancel)), Agent) : RobotsRules.None;
        }

        return RobotsRules.None;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if ((int)response.StatusCode is 429 or >= 500)
            throw UnreadableException.Unreachable;
        if (!response.IsSuccessStatusCode)
            throw UnreadableException.NotThere;
        if (response.Content.Headers.ContentType?.MediaType is not (null or "text/html" or "application/xhtml+xml" or "text/plain"))
            throw UnreadableException.NotAPage;
        return EncodedText.OfPage(await BytesAsync(response, LargestPage, cut: false, cancel), response.Content.Headers.ContentType?.CharSet);
    }

    // The length that a server names is only what it says: the bytes are counted as they are unpacked.
    private static async Task<byte[]> BytesAsync(HttpResponseMessage response, int most, bool cut, CancellationToken cancel)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (read.Length + count > most)
                return cut ? read.ToArray() : throw UnreadableException.TooLarge;
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
