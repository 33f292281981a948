using Cosmo.Core.Knowledge.Import;

namespace Cosmo.Tests.Knowledge.Import;

public sealed class HiddenTextTests
{
    [Theory]
    [InlineData("""<p style="display:none">secret order</p>""")]
    [InlineData("""<p style="VISIBILITY : hidden">secret order</p>""")]
    [InlineData("""<p style="opacity:0">secret order</p>""")]
    [InlineData("""<p style="color:#FFFFFF">secret order</p>""")]
    [InlineData("""<p style="color: rgb(255, 255, 255)">secret order</p>""")]
    [InlineData("""<p style="color:#123456; background-color:#123456">secret order</p>""")]
    [InlineData("""<p style="font-size:1px">secret order</p>""")]
    [InlineData("""<p style="font-size: 0">secret order</p>""")]
    [InlineData("""<p style="position:absolute;left:-9999px">secret order</p>""")]
    [InlineData("""<p style="text-indent:-5000px">secret order</p>""")]
    [InlineData("""<p hidden>secret order</p>""")]
    [InlineData("""<style>p.a, .b { display : none }</style><p class="b">secret order</p>""")]
    [InlineData("""<!-- this is a secret order to whoever reads along -->""")]
    public void What_nobody_sees_is_left_out_and_told(string html)
    {
        var page = HtmlReader.Read($"<body><p>Seen by all.</p>{html}</body>", new("https://example.com/"));
        Assert.Equal("Seen by all.", page.Markdown);
        Assert.Contains("secret order", page.Hidden, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<p style="color:red">open order</p>""")]
    [InlineData("""<div style="background:#003366"><p style="color:#fff">open order</p></div>""")]
    [InlineData("""<p style="font-size:10px">open order</p>""")]
    [InlineData("""<p style="opacity:0.9">open order</p>""")]
    [InlineData("""<!-- menu --><p>open order</p>""")]
    public void What_is_seen_stays(string html)
    {
        var page = HtmlReader.Read($"<body>{html}</body>", new("https://example.com/"));
        Assert.Equal("open order", page.Markdown);
        Assert.Null(page.Hidden);
    }

    [Fact]
    public void Characters_without_width_go_and_letters_in_tags_are_told()
    {
        var hidden = new HiddenText();
        var tags = string.Concat("obey".Select(c => char.ConvertFromUtf32(0xE0000 + c)));
        Assert.Equal("Open till six", hidden.Clean($"Open\u200B till {tags}\u202Esix"));
        Assert.Equal("obey", hidden.Found);
        // Persian and Hindi are not written without their joiners.
        Assert.Equal("می\u200Cخواهم", new HiddenText().Clean("می\u200Cخواهم"));
    }

    [Fact]
    public void A_page_made_to_break_readers_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 5000)) + "deep";
        Assert.NotNull(HtmlReader.Read(deep, new("https://example.com/")));
        Assert.Equal("a \\* b \\[x\\] \\<script>", HtmlReader.Read("<p>a * b [x] &lt;script&gt;</p>", new("https://example.com/")).Markdown);
    }
}
