using Cosmo.Core.Knowledge.Writing;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Cosmo.Web.Components.Shared;

/// <summary>
/// Shows Markdown as elements, one by one from a short list. No HTML text is ever made, so whatever somebody wrote or a page
/// of the web said stays text: there is nothing to clean. Pictures are shown as their description, because loading them would
/// tell a stranger who reads.
/// </summary>
public sealed class MarkdownView : ComponentBase
{
    private const int Deepest = 24;

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "c-markdown");
        builder.AddAttribute(2, "dir", "auto");
        Blocks(builder, MarkdownText.Parse(Text), 0);
        builder.CloseElement();
    }

    private static void Blocks(RenderTreeBuilder builder, ContainerBlock container, int depth)
    {
        if (depth > Deepest)
            return;
        foreach (var block in container)
        {
            switch (block)
            {
                case ThematicBreakBlock:
                    Element(builder, "hr", () => { });
                    break;
                case CodeBlock code:
                    Element(builder, "pre", () => builder.AddContent(1, code.Lines.ToString()));
                    break;
                case HeadingBlock heading:
                    // The page and the entry have the first two levels.
                    Element(builder, $"h{Math.Clamp(heading.Level + 2, 3, 6)}", () => Inlines(builder, heading.Inline, 0));
                    break;
                case ListBlock list:
                    Element(builder, list.IsOrdered ? "ol" : "ul", () => Blocks(builder, list, depth + 1), list.IsOrdered ? list.OrderedStart : null);
                    break;
                case ListItemBlock item:
                    Element(builder, "li", () => Blocks(builder, item, depth + 1));
                    break;
                case QuoteBlock quote:
                    Element(builder, "blockquote", () => Blocks(builder, quote, depth + 1));
                    break;
                case ContainerBlock inner:
                    Blocks(builder, inner, depth + 1);
                    break;
                case LeafBlock { Inline: { } inline }:
                    Element(builder, "p", () => Inlines(builder, inline, 0));
                    break;
            }
        }
    }

    private static void Inlines(RenderTreeBuilder builder, ContainerInline? container, int depth)
    {
        if (container is null || depth > Deepest)
            return;
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    builder.AddContent(0, literal.Content.ToString());
                    break;
                case LineBreakInline:
                    Element(builder, "br", () => { });
                    break;
                case CodeInline code:
                    Element(builder, "code", () => builder.AddContent(1, code.Content));
                    break;
                case HtmlEntityInline entity:
                    builder.AddContent(0, entity.Transcoded.ToString());
                    break;
                case AutolinkInline link:
                    builder.AddContent(0, link.Url);
                    break;
                case LinkInline { IsImage: false } link when MarkdownText.IsSafeLink(link.Url):
                    Link(builder, link, depth);
                    break;
                case EmphasisInline emphasis:
                    Element(builder, emphasis.DelimiterCount > 1 ? "strong" : "em", () => Inlines(builder, emphasis, depth + 1));
                    break;
                case ContainerInline inner:
                    Inlines(builder, inner, depth + 1);
                    break;
            }
        }
    }

    private static void Link(RenderTreeBuilder builder, LinkInline link, int depth)
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", link.Url);
        builder.AddAttribute(2, "rel", "noopener noreferrer nofollow");
        builder.AddAttribute(3, "target", "_blank");
        Inlines(builder, link, depth + 1);
        builder.CloseElement();
    }

    private static void Element(RenderTreeBuilder builder, string name, Action content, string? start = null)
    {
        builder.OpenElement(0, name);
        if (start is not (null or "1"))
            builder.AddAttribute(1, "start", start);
        content();
        builder.CloseElement();
    }
}
