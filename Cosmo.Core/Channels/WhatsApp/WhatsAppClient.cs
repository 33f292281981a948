using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>The calls we make to WhatsApp's Cloud API. The base address is read for every call, so it may change.</summary>
public sealed class WhatsAppClient(HttpClient http, IOptionsMonitor<GraphOptions> options)
{
    private const string HealthFields =
        "display_phone_number,verified_name,quality_rating,throughput,whatsapp_business_manager_messaging_limit,status";
    private const string TemplateFields = "id,name,language,status,category,parameter_format,components,quality_score,rejected_reason";

    /// <summary>Templates per page.</summary>
    public const int TemplatesPerPage = 100;

    /// <summary>
    /// Sends a message that <see cref="WhatsAppSend.Validate"/> has nothing against. There is no key against sending twice,
    /// so an uncertain outcome must never be sent again without a sign. Cancelling after the call began throws and is
    /// just as uncertain.
    /// </summary>
    public async Task<SendOutcome> SendAsync(WhatsAppAccount account, WhatsAppSend send, CancellationToken cancel = default)
    {
        using var request = Post($"{Uri.EscapeDataString(account.PhoneNumberId)}/messages", SendRequest.Bytes(send));
        var answer = await CallAsync(request, account, cancel);
        if (answer.Error is { } error)
            return answer.IsCertain ? new SendOutcome.Refused(error) : new SendOutcome.Uncertain(error.Message ?? "");

        var (message, contact) = (answer.Body.First("messages"), answer.Body.First("contacts"));
        return message.Text("id") is { } id
            ? new SendOutcome.Accepted(id, contact.Text("wa_id"), contact.Text("user_id"), message.Text("message_status"))
            : new SendOutcome.Uncertain("The answer names no message.");
    }

    /// <summary>
    /// Shows the customer that a message, and all before it, were read; with <paramref name="typing"/> also that somebody
    /// writes, for up to 25 seconds. Null: done.
    /// </summary>
    public async Task<GraphError?> MarkReadAsync(WhatsAppAccount account, string providerId, bool typing = false, CancellationToken cancel = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new(providerId, typing ? new("text") : null), WhatsAppJson.Default.ReadRequest);
        using var request = Post($"{Uri.EscapeDataString(account.PhoneNumberId)}/messages", body);
        return (await CallAsync(request, account, cancel)).Error;
    }

    /// <summary>
    /// Uploads a file to send; the stream is read to its end and closed. Gives the file's id, which lives 30 days and only
    /// for this number.
    /// </summary>
    public async Task<GraphReply<string>> UploadMediaAsync(
        WhatsAppAccount account, Stream file, string fileName, string mimeType, CancellationToken cancel = default)
    {
        using var content = new StreamContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mimeType);
        using var product = new StringContent("whatsapp");
        using var type = new StringContent(mimeType);
        using var form = new MultipartFormDataContent { { product, "messaging_product" }, { type, "type" }, { content, "file", SafeFileName.Of(fileName) ?? "file" } };
        using var request = Request(HttpMethod.Post, $"{Uri.EscapeDataString(account.PhoneNumberId)}/media");
        request.Content = form;
        var answer = await GraphCall.SendAsync(http, request, account.AccessToken, GraphOptions.FileTimeout, cancel);
        return Reply(answer, body => body.Text("id"));
    }

    /// <summary>One page of an account's templates, all of them with every status. Go on with <see cref="TemplatePage.After"/>.</summary>
    public async Task<GraphReply<TemplatePage>> ListTemplatesAsync(
        WhatsAppAccount account, string wabaId, string? after = null, CancellationToken cancel = default)
    {
        var next = after is null ? "" : "&after=" + Uri.EscapeDataString(after);
        var limit = TemplatesPerPage.ToString(CultureInfo.InvariantCulture);
        using var request = Request(HttpMethod.Get, $"{Uri.EscapeDataString(wabaId)}/message_templates?fields={TemplateFields}&limit={limit}{next}");
        return Reply(await CallAsync(request, account, cancel), TemplatePage.Read);
    }

    /// <summary>How the number is doing.</summary>
    public async Task<GraphReply<PhoneNumberHealth>> GetPhoneNumberAsync(WhatsAppAccount account, CancellationToken cancel = default)
    {
        using var request = Request(HttpMethod.Get, $"{Uri.EscapeDataString(account.PhoneNumberId)}?fields={HealthFields}");
        return Reply(await CallAsync(request, account, cancel), PhoneNumberHealth.Read);
    }

    /// <summary>Where a received file lies. The address is good for five minutes.</summary>
    public async Task<GraphReply<MediaAddress>> GetMediaAsync(WhatsAppAccount account, string mediaId, CancellationToken cancel = default)
    {
        var number = Uri.EscapeDataString(account.PhoneNumberId);
        using var request = Request(HttpMethod.Get, $"{Uri.EscapeDataString(mediaId)}?phone_number_id={number}");
        return Reply(await CallAsync(request, account, cancel), MediaAddress.Read);
    }

    /// <summary>
    /// Fetches a file from the address of <see cref="GetMediaAsync"/> or of a webhook into <paramref name="destination"/>,
    /// up to <paramref name="mostBytes"/>. The access token goes only to Meta's file servers.
    /// </summary>
    public Task<MediaDownloadResult> DownloadMediaAsync(
        WhatsAppAccount account, string url, Stream destination, long mostBytes, CancellationToken cancel = default) =>
        MediaDownload.FetchAsync(http, url, account.AccessToken, destination, mostBytes, options.CurrentValue, cancel);

    private static GraphReply<T> Reply<T>(GraphAnswer answer, Func<JsonElement, T?> read) where T : class
    {
        if (answer.Error is { } error)
            return new(null, error);
        return read(answer.Body) is { } value
            ? new(value, null)
            : new(null, new(null, "The answer has not the form expected.", null, 200, null, null, GraphErrors.Classify(null, 503)));
    }

    private Task<GraphAnswer> CallAsync(HttpRequestMessage request, WhatsAppAccount account, CancellationToken cancel) =>
        GraphCall.SendAsync(http, request, account.AccessToken, options.CurrentValue.Timeout, cancel);

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, options.CurrentValue.Address(path));

    private HttpRequestMessage Post(string path, byte[] json)
    {
        var request = Request(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(json);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }
}
