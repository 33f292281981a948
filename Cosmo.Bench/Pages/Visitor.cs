using System.Net;
using System.Text.RegularExpressions;

namespace Cosmo.Bench.Pages;

/// <summary>Somebody who has signed in; their cookies open as many pages as wanted.</summary>
internal sealed partial class Visitor : IDisposable
{
    private const string Path = "account/sign-in";

    private readonly HttpClient _client;

    private Visitor(Uri address)
    {
        Address = address;
        _client = new(new SocketsHttpHandler { UseProxy = false, CookieContainer = Cookies }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Fills in the form of the sign-in page.</summary>
    public static async Task<Visitor> SignInAsync(Uri address, string email, string password, CancellationToken cancel = default)
    {
        var visitor = new Visitor(address);
        var fields = new Dictionary<string, string> { ["Form.Email"] = email, ["Form.Password"] = password };
        var form = SignInForm().Match(await visitor.GetAsync(Path, cancel)).Value;
        foreach (Match field in Hidden().Matches(form))
            fields[field.Groups["name"].Value] = WebUtility.HtmlDecode(field.Groups["value"].Value);
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await visitor._client.PostAsync(new Uri(Path, UriKind.Relative), content, cancel);
        return answer.RequestMessage?.RequestUri is { AbsolutePath: "/" + Path }
            ? throw new InvalidOperationException("The sign-in was refused.")
            : visitor;
    }

    /// <summary>The page as it first comes.</summary>
    public Task<string> GetAsync(string path, CancellationToken cancel) => _client.GetStringAsync(new Uri(path, UriKind.Relative), cancel);

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("<form(?:(?!</form>).)*Form\\.Password.*?</form>", RegexOptions.Singleline)]
    private static partial Regex SignInForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
