using System.Net.Http.Headers;
using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>One call to the Graph API, and what can be known about it afterwards.</summary>
internal static class GraphCall
{
    // Pages of a hundred templates with all their parts stay well below.
    private const int LongestAnswer = 8 * 1024 * 1024;

    /// <summary>
    /// The answer's JSON, or a fault. A fault is certain when the request cannot have been carried out. Only the caller's
    /// own cancellation is thrown: whether the request was carried out is then unknown.
    /// </summary>
    public static async Task<GraphAnswer> SendAsync(
        HttpClient http, HttpRequestMessage request, string accessToken, TimeSpan timeout, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await TryReadAsync(response.Content, limit.Token);
            return Judge(response, body);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return GraphAnswer.OfUncertain($"No answer within {timeout.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            // No connection came about, so nothing was sent.
            return GraphAnswer.OfError(new(null, fault.Message, null, null, null, null, GraphErrors.Classify(null, 503)), true);
        }
        catch (HttpRequestException fault)
        {
            return GraphAnswer.OfUncertain($"The connection broke before the answer: {fault.HttpRequestError}.");
        }
    }

    // The status alone is enough to judge an error by, so a body that breaks off is no fault of its own.
    private static async Task<JsonElement> TryReadAsync(HttpContent content, CancellationToken cancel)
    {
        try
        {
            await content.LoadIntoBufferAsync(LongestAnswer, cancel);
            return JsonElement.Parse(ValidText.OfJson(await content.ReadAsByteArrayAsync(cancel)).Span);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            return default;
        }
    }

    private static GraphAnswer Judge(HttpResponseMessage response, JsonElement body)
    {
        var status = (int)response.StatusCode;
        var error = body.Member("error");
        if (error.ValueKind is JsonValueKind.Object)
            return GraphAnswer.OfError(Read(error, response), true);
        if (response.IsSuccessStatusCode)
            return body.ValueKind is JsonValueKind.Object
                ? new(body, null, true)
                : GraphAnswer.OfUncertain($"Status {status} with an answer that cannot be read.");

        // Whoever turns a request down before reading it says so by a 4xx. What breaks while it is carried out, or waits in vain
        // for what stands behind it, speaks for itself only: not for whether the message left.
        var isCertain = status is not (408 or >= 500);
        var plain = new GraphError(null, $"Status {status} without an explanation.", null, status, null, RetryAfter(response), GraphErrors.Classify(null, status));
        return GraphAnswer.OfError(plain, isCertain);
    }

    private static GraphError Read(JsonElement error, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var code = error.Whole("code") is { } c and >= int.MinValue and <= int.MaxValue ? (int)c : (int?)null;
        return new(
            code,
            error.Text("message"),
            error.Member("error_data").Text("details") ?? error.Text("error_user_msg"),
            status,
            error.Text("fbtrace_id"),
            RetryAfter(response),
            GraphErrors.Classify(code, status));
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}

/// <summary>What is known after a call.</summary>
/// <param name="Body">The JSON of a good answer.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="IsCertain">False: it may have been carried out all the same.</param>
internal readonly record struct GraphAnswer(JsonElement Body, GraphError? Error, bool IsCertain)
{
    public static GraphAnswer OfError(GraphError error, bool isCertain) => new(default, error, isCertain);

    public static GraphAnswer OfUncertain(string reason) =>
        OfError(new(null, reason, null, null, null, null, GraphErrors.Classify(null, 503)), false);
}
