using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace Cosmo.Web.Webhooks;

internal static class RequestBody
{
    /// <summary>What is read at once, and the most that may come as slowly as the server allows.</summary>
    private const int Part = 16 * 1024;

    /// <summary>
    /// A body takes its room when it begins. With the 240 bytes a second that the server allows, a few strangers who announce
    /// 4 MB and never send them could take all of it for hours; with this each is gone after two minutes at most.
    /// </summary>
    private static readonly MinDataRate s_slowest = new(bytesPerSecond: 32 * 1024, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>The body exactly as sent: signatures are over bytes, not over what a parser makes of them.</summary>
    /// <param name="place">Holds the room that the body takes, until the caller is done with it.</param>
    /// <exception cref="BadHttpRequestException">
    /// The body is longer than the route takes (413), came too slowly (408), or there is no room for it now (503).
    /// </exception>
    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, WebhookRoom.Place place, CancellationToken cancel)
    {
        if (request.ContentLength > WhatsAppWebhook.LongestBody)
            throw new BadHttpRequestException("The body is too long.", StatusCodes.Status413PayloadTooLarge);
        if (request.ContentLength is { } announced)
            place.Take((int)announced);
        // Streams that share one connection (HTTP/2) have no rate of their own.
        if (request.ContentLength is null or > Part && HttpProtocol.IsHttp11(request.Protocol)
            && request.HttpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = s_slowest;

        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var part = new byte[Part];
        int read;
        while ((read = await request.Body.ReadAsync(part, cancel)) > 0)
        {
            if (request.ContentLength is null)   // chunked bodies name no length
            {
                if (buffer.Length + read > WhatsAppWebhook.LongestBody)
                    throw new BadHttpRequestException("The body is too long.", StatusCodes.Status413PayloadTooLarge);
                place.Take(read);
            }

            buffer.Write(part, 0, read);
        }

        return buffer.ToArray();
    }
}
