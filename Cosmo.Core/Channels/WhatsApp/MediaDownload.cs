using System.Net.Http.Headers;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>What became of fetching a file.</summary>
public enum MediaDownloadResult
{
    /// <summary>All of it is there.</summary>
    Done,
    /// <summary>The address has run out: ask for a new one.</summary>
    Expired,
    /// <summary>It is larger than allowed; what was written is only a part.</summary>
    TooLarge,
    /// <summary>The address is not one of Meta's file servers; nothing was asked there.</summary>
    ForbiddenHost,
    /// <summary>It did not come; try again later.</summary>
    Failed,
}

/// <summary>Fetches a received file.</summary>
internal static class MediaDownload
{
    private const int BufferSize = 64 * 1024;

    public static async Task<MediaDownloadResult> FetchAsync(
        HttpClient http, string url, string accessToken, Stream destination, long mostBytes, GraphOptions options, CancellationToken cancel)
    {
        if (!MediaHosts.IsAllowed(url, options))
            return MediaDownloadResult.ForbiddenHost;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(GraphOptions.FileTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if ((int)response.StatusCode is 404 or 410)
                return MediaDownloadResult.Expired;
            if (!response.IsSuccessStatusCode)
                return MediaDownloadResult.Failed;

            await using var source = await response.Content.ReadAsStreamAsync(limit.Token);
            return await CopyAsync(source, destination, mostBytes, limit.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return MediaDownloadResult.Failed;
        }
    }

    // Counted as it comes: a length in the header can lie, and be missing.
    private static async Task<MediaDownloadResult> CopyAsync(Stream source, Stream destination, long mostBytes, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        var left = mostBytes;
        while (await TryReadAsync(source, buffer, cancel) is { } read)
        {
            if (read == 0)
                return MediaDownloadResult.Done;

            left -= read;
            if (left < 0)
                return MediaDownloadResult.TooLarge;
            await destination.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return MediaDownloadResult.Failed;
    }

    // Only the network's faults become a result; a full disk at the other end stays an exception.
    private static async Task<int?> TryReadAsync(Stream source, byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await source.ReadAsync(buffer, cancel);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
