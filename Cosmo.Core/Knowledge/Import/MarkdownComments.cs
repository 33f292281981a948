using System.Text.RegularExpressions;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>HTML comments in Markdown and text: on a page they are unseen, so they are taken away and told.</summary>
internal static partial class MarkdownComments
{
    /// <summary>The text without comments.</summary>
    public static string Strip(string text, HiddenText hidden) => Comment().Replace(text, comment =>
    {
        hidden.Add(comment.Groups[1].Value);
        return "";
    });

    [GeneratedRegex("<!--(.*?)(-->|$)", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
