using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Cosmo.Core.Knowledge.Writing;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Writes the elements of a page as Markdown.</summary>
internal sealed partial class MarkdownWriter
{
    // A page made to break readers nests thousands of elements; nobody reads what lies so deep.
    private const int Deepest = 200;

    private readonly StringBuilder _text = new();
    private readonly Uri _address;

    private MarkdownWriter(Uri address) => _address = address;

    public static string Write(INode root, Uri address)
    {
        var writer = new MarkdownWriter(address);
        writer.Children(root, 0, "");
        return BlankLines().Replace(Spaces().Replace(writer._text.ToString(), " "), "\n\n").Trim();
    }

    /// <summary>A text without line breaks and doubled spaces.</summary>
    public static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    private void Children(INode node, int depth, string indent)
    {
        if (depth > Deepest)
            return;
        var number = 1;
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
                _text.Append(Escape(Blanks().Replace(text.Data, " ")));
            else if (child is IElement element)
                Element(element, depth, indent, ref number);
        }
    }

    private void Element(IElement element, int depth, string indent, ref int number)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Heading(element.TextContent, element.LocalName[1] - '0');
                break;
            case "summary" or "dt":
                Heading(element.TextContent, 4);
                break;
            case "br":
                _text.Append('\n').Append(indent);
                break;
            case "img" or "video" or "audio":
                break;
            case "li":
                _text.Append('\n').Append(indent);
                _text.Append(element.ParentElement?.LocalName == "ol" ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ");
                Children(element, depth + 1, indent + "   ");
                break;
            case "ul" or "ol":
                _text.Append(indent.Length == 0 ? "\n\n" : "");
                Children(element, depth + 1, indent);
                _text.Append(indent.Length == 0 ? "\n\n" : "");
                break;
            case "tr":
                _text.Append('\n').AppendJoin(" | ", element.Children.Select(c => Escape(OneLine(c.TextContent)))).Append("\n\n");
                break;
            case "a":
                Link(element, depth, indent);
                break;
            case "b" or "strong":
                Marked(element, "**");
                break;
            case "i" or "em":
                Marked(element, "*");
                break;
            case "span" or "u" or "small" or "code" or "sub" or "sup" or "mark" or "abbr" or "time" or "font" or "label" or "cite" or "q" or "s" or "bdi":
                Children(element, depth + 1, indent);
                break;
            case "p" or "div" or "section" when indent.Length > 0:
                Children(element, depth + 1, indent);
                _text.Append('\n').Append(indent);
                break;
            default:
                _text.Append("\n\n");
                Children(element, depth + 1, indent);
                _text.Append("\n\n");
                break;
        }
    }

    private void Heading(string text, int level)
    {
        if (OneLine(text) is { Length: > 0 } heading)
            _text.Append("\n\n").Append('#', level).Append(' ').Append(Escape(heading)).Append("\n\n");
    }

    private void Marked(IElement element, string mark)
    {
        if (OneLine(element.TextContent) is { Length: > 0 } words)
            _text.Append(mark).Append(Escape(words)).Append(mark).Append(element.TextContent.EndsWith(' ') ? " " : "");
    }

    private void Link(IElement element, int depth, string indent)
    {
        var words = OneLine(element.TextContent);
        if (words.Length > 0 && Uri.TryCreate(_address, element.GetAttribute("href"), out var to) && MarkdownText.IsSafeLink(to.AbsoluteUri)
            && !(element.GetAttribute("href") ?? "#").StartsWith('#'))
            _text.Append('[').Append(Escape(words)).Append("](").Append(to.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)).Append(')');
        else
            Children(element, depth + 1, indent);
    }

    // What looks like a mark in a page's text is no mark.
    private static string Escape(string text) => Marks().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\*\[\]`<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^\s*#(?=#*\s)")]
    private static partial Regex Marks();

    [GeneratedRegex(@"[\s\u00A0]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<=\S)[ \t]{2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s*\n\s*\n\s*")]
    private static partial Regex BlankLines();
}
