using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Cosmo.Tests.Web;

/// <summary>Gets pages and sends their forms, as a browser without scripts does.</summary>
public sealed class FormClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    /// <summary>The page as it came, without following a redirect.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    /// <summary>The page as somebody gets it who looks for words, not for data.</summary>
    public async Task<HttpResponseMessage> LookAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        return await _http.SendAsync(request);
    }

    /// <summary>Sends a request as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    /// <summary>Posts fields without looking at the page first, so without its token.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields) => _http.PostAsync(path, new FormUrlEncodedContent(fields));

    /// <summary>Opens a page, fills in the form of that name (<c>@formname</c>) or action, and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string form, Dictionary<string, string> fields)
    {
        var html = await _http.GetStringAsync(path);
        var found = new HtmlParser().ParseDocument(html).Forms.Single(f =>
            f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form || f.GetAttribute("action") == form);
        var values = found.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name ?? "", i => i.Value);
        foreach (var (name, value) in fields)
            values[name] = value;
        var action = found.GetAttribute("action") is { Length: > 0 } given ? "/" + given.TrimStart('/') : path;
        return await _http.PostAsync(action, new FormUrlEncodedContent(values));
    }

    /// <summary>What a person reads in an answer, all white space made single.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        return string.Join(' ', (page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _http.Dispose();
}
