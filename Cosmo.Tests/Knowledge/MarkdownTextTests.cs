using Cosmo.Core.Knowledge;
using Cosmo.Core.Knowledge.Writing;

namespace Cosmo.Tests.Knowledge;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("From 9 to 18.", "From 9 to 18.")]
    [InlineData("We ship in **two days**.\n\n- Madrid\n- Lisbon", "We ship in *two days*.\n\n• Madrid\n• Lisbon")]
    [InlineData("# Prices\n\nSee [our shop](https://example.com/p).", "*Prices*\n\nSee our shop (https://example.com/p).")]
    [InlineData("Click [here](javascript:alert(1)).", "Click here.")]
    [InlineData("https://example.com is ours", "https://example.com is ours")]
    [InlineData("<b>5 €</b> & more", "<b>5 €</b> & more")]
    [InlineData("1. first\n2. second", "1. first\n2. second")]
    [InlineData("line one\nline two", "line one\nline two")]
    public void Markdown_becomes_what_WhatsApp_shows(string markdown, string expected) => Assert.Equal(expected, MarkdownText.ForWhatsApp(markdown));

    [Fact]
    public void A_text_nested_without_end_is_read()
    {
        var nested = new string('>', 20_000) + " deep";
        Assert.Contains("deep", MarkdownText.Plain(nested), StringComparison.Ordinal);
        Assert.NotNull(MarkdownText.Plain(string.Concat(Enumerable.Repeat("[", 10_000))));
    }

    [Fact]
    public void An_article_answers_by_its_headings()
    {
        var article = new KnowledgeText("Delivery", "We ship every day.\n\n## How long does it take?\n\nTwo days.\n\n## What does it cost?\n\n5 €.", "en", "", true, false) { Kind = KnowledgeKind.Article };
        Assert.Equal(
            [("Delivery", "We ship every day."), ("How long does it take?", "Two days."), ("What does it cost?", "5 €.")],
            KnowledgePassages.Of(article).Select(p => (p.Question, p.Text)));
    }

    [Fact]
    public void Two_texts_are_compared_word_by_word()
    {
        var pieces = TextDifference.Between("We open at nine every day", "We open at ten every day");
        Assert.Equal([(TextChange.Same, "We open at "), (TextChange.Removed, "nine "), (TextChange.Added, "ten "), (TextChange.Same, "every day")], pieces.Select(p => (p.Change, p.Text)));
        Assert.Equal([new TextPiece(TextChange.Added, "new")], TextDifference.Between("", "new"));
    }
}
