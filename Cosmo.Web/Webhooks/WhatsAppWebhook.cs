using System.Security.Cryptography;
using System.Text;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cosmo.Web.Webhooks;

/// <summary>Meta's door: proves the sender, keeps what came, says 200. Meta sends again whatever was not answered with 200.</summary>
internal static class WhatsAppWebhook
{
    /// <summary>Meta sends at most 3 MB; what is larger is not Meta's.</summary>
    public const int LongestBody = 4 * 1024 * 1024;

    /// <summary>Meta's challenge is a short number; anything else would be echoing a stranger's text.</summary>
    private const int LongestChallenge = 64;

    public static void MapWhatsAppWebhook(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webhooks/whatsapp", Verify).AllowAnonymous();
        routes.MapPost("/webhooks/whatsapp", ReceiveAsync).AllowAnonymous().DisableAntiforgery().ShortCircuit();   // Meta signs in nowhere: its signature is asked for below
    }

    private static Results<ContentHttpResult, StatusCodeHttpResult> Verify(
        [FromQuery(Name = "hub.mode")] string? mode,
        [FromQuery(Name = "hub.verify_token")] string? token,
        [FromQuery(Name = "hub.challenge")] string? challenge,
        ChannelDirectory directory)
    {
        if (mode != "subscribe" || directory.VerifyToken is not { Length: > 0 } expected || token is null
            || !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), SHA256.HashData(Encoding.UTF8.GetBytes(expected))))
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        return challenge is { Length: > 0 and <= LongestChallenge } && challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? TypedResults.Text(challenge, "text/plain", Encoding.UTF8)
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<Results<Ok, StatusCodeHttpResult>> ReceiveAsync(
        HttpContext http, ChannelDirectory directory, WebhookIntake intake, WebhookRoom room, RefusalLog log)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LongestBody;
        var signatures = http.Request.Headers[WhatsAppSignature.HeaderName];
        using var place = new WebhookRoom.Place(room);
        byte[] body;
        try
        {
            body = await http.Request.ReadBytesAsync(place, http.RequestAborted);
        }
        catch (BadHttpRequestException e) when (e.StatusCode is StatusCodes.Status503ServiceUnavailable)
        {
            log.NoRoom();
            http.Response.Headers.RetryAfter = WebhookRoom.RetryAfter;
            return TypedResults.StatusCode(e.StatusCode);
        }
        catch (BadHttpRequestException e)
        {
            return TypedResults.StatusCode(e.StatusCode);   // 413 for too long, 408 for too slow
        }

        if (signatures.Count != 1 || !WhatsAppSignature.Matches(directory.AppSecret, body, signatures[0]))
        {
            log.Unproven(http.Connection.RemoteIpAddress);
            return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        }

        try
        {
            await intake.AcceptAsync(body);
        }
        catch (Exception e)
        {
            // Not kept: Meta must send it again, so this is never a 200.
            log.NotKept(e);
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return TypedResults.Ok();
    }
}
