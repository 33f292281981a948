using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>What a page of the web says.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Language">ISO 639-1 code that the page gives itself; null where it gives none.</param>
/// <param name="Markdown">Its text, without menus, scripts and what nobody sees.</param>
/// <param name="Hidden">What stood there unseen; null where nothing did.</param>
/// <param name="Links">Pages of the same host that it leads to, without fragments.</param>
internal sealed record ReadPage(string Title, string? Language, string Markdown, string? Hidden, IReadOnlyList<Uri> Links);

/// <summary>Reads pages of the web as text. Nothing of a page is run or loaded.</summary>
internal static class HtmlReader
{
    private const string Furniture = "script, style, noscript, template, nav, footer, aside, form, iframe, object, embed, svg, canvas, dialog, button, select, [role=navigation], [role=banner], [role=search], [aria-hidden=true]";

    /// <summary>Reads a page.</summary>
    /// <param name="address">Where it stands; links are seen from there.</param>
    public static ReadPage Read(string html, Uri address)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var hidden = new HiddenText();
        hidden.Strip(document);
        var links = Links(document, address);
        foreach (var furniture in document.QuerySelectorAll(Furniture).ToList())
            furniture.Remove();

        var title = document.QuerySelector("h1")?.TextContent is { } heading && heading.Trim().Length > 0 ? heading : document.Title ?? "";
        var root = document.QuerySelector("main, [role=main]") ?? document.QuerySelector("article") ?? (INode?)document.Body ?? document;
        var markdown = hidden.Clean(MarkdownWriter.Write(root, address));
        var language = document.DocumentElement.GetAttribute("lang") is { Length: >= 2 } lang && (lang.Length == 2 || lang[2] is '-' or '_') ? lang[..2].ToLowerInvariant() : null;
        return new(MarkdownWriter.OneLine(hidden.Clean(title)), language, markdown, hidden.Found, links);
    }

    private static List<Uri> Links(IDocument document, Uri address) =>
    [
        .. document.QuerySelectorAll<IHtmlAnchorElement>("a[href]").Where(a => !(a.GetAttribute("rel") ?? "").Contains("nofollow", StringComparison.OrdinalIgnoreCase))
            .Select(a => Uri.TryCreate(address, a.GetAttribute("href"), out var to) ? to : null).OfType<Uri>()
            .Where(to => to.Scheme == address.Scheme && to.Authority == address.Authority && to.UserInfo.Length == 0 && IsPage(to))
            .Select(to => new UriBuilder(to) { Fragment = "" }.Uri).Distinct().Take(500),
    ];

    // A picture or an archive is no page, whatever it says of itself.
    private static bool IsPage(Uri to) => Path.GetExtension(to.AbsolutePath).ToLowerInvariant() is "" or ".html" or ".htm" or ".php" or ".aspx" or ".asp" or ".jsp";
}
