using Cosmo.Core.Assistant;

namespace Cosmo.Tests.Assistant.BuiltIn;

public sealed class AcknowledgementTests
{
    private static readonly string[] Languages = ["en", "es", "pt", "fr", "de", "it", "nl", "tr", "id", "ar", "hi"];

    [Fact]
    public void Every_language_has_its_own_words_and_leaves_no_mark_of_a_slot()
    {
        var texts = Languages.SelectMany(l => new[]
        {
            Acknowledgements.For(l, null, null), Acknowledgements.For(l, "Ana", TimeSpan.FromHours(2)),
            Acknowledgements.ForSmallTalk(l, SmallTalk.Greeting, "Ana"), Acknowledgements.ForSmallTalk(l, SmallTalk.Thanks, null),
            Acknowledgements.ForSmallTalk(l, SmallTalk.Goodbye, null),
        }).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(texts, t => Assert.DoesNotContain(t!, c => c is '[' or ']' or '{' or '}'));
    }

    [Fact]
    public void No_time_is_promised_unless_one_is_known() =>
        Assert.DoesNotContain(Acknowledgements.For("en", "Ana", null), char.IsDigit);

    [Theory]
    [InlineData(3, "about 3 minutes")]
    [InlineData(12, "about 15 minutes")]
    [InlineData(60, "about one hour")]
    [InlineData(150, "about 3 hours")]
    [InlineData(2900, "about 3 days")]
    public void A_known_wait_is_rounded_up(int minutes, string expected) =>
        Assert.Contains(expected, Acknowledgements.For("en", null, TimeSpan.FromMinutes(minutes)), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_language_is_answered_in_English() =>
        Assert.Equal(Acknowledgements.For("en", null, null), Acknowledgements.For("xx", null, null));
}
