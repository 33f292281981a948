using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cosmo.Core.Knowledge.Writing;

/// <summary>Reads the Markdown of entries. HTML inside is only text.</summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks().Build();

    // Lists in lists in lists: what is nested deeper is shown as it is written.
    private const int Deepest = 24;

    /// <summary>The parsed text. What nests absurdly deep becomes one paragraph, as it is written.</summary>
    public static MarkdownDocument Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, s_pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig refuses to go deeper than its own limit; words are never lost for that.
            return [new ParagraphBlock { Inline = new ContainerInline().AppendChild(new LiteralInline(markdown)) }];
        }
    }

    /// <summary>The words alone, for searching and comparing.</summary>
    public static string Plain(string markdown) => Write(markdown, marks: false);

    /// <summary>As WhatsApp shows it: *bold*, _italic_, bullets, and links with their address.</summary>
    public static string ForWhatsApp(string markdown) => Write(markdown, marks: true);

    /// <summary>True where a link may be followed: the web, mail and telephone.</summary>
    public static bool IsSafeLink(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto" or "tel";

    private static string Write(string markdown, bool marks)
    {
        var text = new StringBuilder();
        Blocks(Parse(markdown), text, marks, "", 0);
        return text.ToString().Trim();
    }

    private static void Blocks(ContainerBlock container, StringBuilder text, bool marks, string indent, int depth)
    {
        if (depth > Deepest)
            return;
        foreach (var block in container)
        {
            switch (block)
            {
                case ListBlock list:
                    var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
                    foreach (var item in list.OfType<ListItemBlock>())
                    {
                        text.Append(indent).Append(list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "• ");
                        Blocks(item, text, marks, indent + "  ", depth + 1);
                        TrimEnd(text).Append('\n');
                    }

                    text.Append('\n');
                    break;
                case ContainerBlock inner:
                    Blocks(inner, text, marks, indent, depth + 1);
                    break;
                case CodeBlock code:
                    text.Append(code.Lines.ToString()).Append("\n\n");
                    break;
                case HeadingBlock { Inline: { } heading }:
                    Marked(text, heading, "*", marks);
                    text.Append("\n\n");
                    break;
                case LeafBlock { Inline: { } inline }:
                    Inlines(inline, text, marks, 0);
                    text.Append("\n\n");
                    break;
            }
        }
    }

    private static void Inlines(ContainerInline container, StringBuilder text, bool marks, int depth)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LinkInline link:
                    Link(link, text, marks, depth);
                    break;
                case EmphasisInline { DelimiterChar: '*' or '_' } emphasis:
                    Marked(text, emphasis, emphasis.DelimiterCount > 1 ? "*" : "_", marks, depth);
                    break;
                case ContainerInline inner when depth < Deepest:
                    Inlines(inner, text, marks, depth + 1);
                    break;
            }
        }
    }

    private static void Link(LinkInline link, StringBuilder text, bool marks, int depth)
    {
        var from = text.Length;
        if (depth < Deepest)
            Inlines(link, text, marks, depth + 1);
        var label = text.ToString(from, text.Length - from);
        if (marks && !link.IsImage && !link.IsAutoLink && IsSafeLink(link.Url) && label != link.Url)
            text.Append(label.Length > 0 ? $" ({link.Url})" : link.Url);
    }

    private static void Marked(StringBuilder text, ContainerInline inline, string mark, bool marks, int depth = 0)
    {
        if (depth > Deepest)
            return;
        text.Append(marks ? mark : "");
        Inlines(inline, text, marks, depth + 1);
        text.Append(marks ? mark : "");
    }

    private static StringBuilder TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && char.IsWhiteSpace(text[^1]))
            text.Length--;
        return text;
    }
}
