namespace Cosmo.Web.Webhooks;

internal static class RequestBody
{
    /// <summary>The body exactly as sent: signatures are over bytes, not over what a parser makes of them.</summary>
    /// <exception cref="BadHttpRequestException">The body is longer than the route takes, or came too slowly.</exception>
    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > WhatsAppWebhook.LongestBody)
            throw new BadHttpRequestException("The body is too long.", StatusCodes.Status413PayloadTooLarge);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var part = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, cancel)) > 0)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > WhatsAppWebhook.LongestBody)   // chunked bodies name no length
                throw new BadHttpRequestException("The body is too long.", StatusCodes.Status413PayloadTooLarge);
        }

        return buffer.ToArray();
    }
}
