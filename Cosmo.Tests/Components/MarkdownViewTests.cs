using Bunit;
using Cosmo.Web.Components.Shared;

namespace Cosmo.Tests.Components;

public sealed class MarkdownViewTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt&#58;alert(1))")]
    [InlineData("[x](vbscript:msgbox)")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("![x](https://example.com/seen.png)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    public void Nothing_hostile_becomes_an_element(string text)
    {
        using var context = new BunitContext();
        var shown = context.Render<MarkdownView>(p => p.Add(v => v.Text, text));
        Assert.Empty(shown.FindAll("script, img, svg, iframe, a"));
        Assert.DoesNotContain(shown.FindAll("*"), e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Markdown_is_shown_as_it_is_meant()
    {
        using var context = new BunitContext();
        var shown = context.Render<MarkdownView>(p => p.Add(v => v.Text, "# Prices\n\n**5 €**, see [our shop](https://example.com).\n\n3. three\n4. four"));
        Assert.Equal("Prices", shown.Find("h3").TextContent);
        Assert.Equal("5 €", shown.Find("strong").TextContent);
        Assert.Equal(("https://example.com", "noopener noreferrer nofollow"), (shown.Find("a").GetAttribute("href"), shown.Find("a").GetAttribute("rel")));
        Assert.Equal(("3", 2), (shown.Find("ol").GetAttribute("start"), shown.FindAll("li").Count));
    }
}
