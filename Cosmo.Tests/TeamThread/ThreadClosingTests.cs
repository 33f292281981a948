using Cosmo.Core.TeamThread;

namespace Cosmo.Tests.TeamThread;

/// <summary>How a ticket is closed with a reason by words.</summary>
public sealed class ThreadClosingTests
{
    public static TheoryData<string> Languages => [.. ThreadTexts.Languages.Order()];

    [Theory, MemberData(nameof(Languages))]
    public void A_colon_or_a_because_takes_any_reason(string language)
    {
        foreach (var word in ThreadTexts.Words(language, "closing"))
        {
            foreach (var written in new[] { "{0}: she found it", "{0} : she found it", "{0}:she found it", "/{0} she found it", "{0}：she found it" })
                Assert.Equal(new(Ask.Close, "she found it"), ThreadReader.Read(string.Format(null, written, word), language));
            foreach (var numbered in new[] { "#3 {0}: she found it", "{0} #3: she found it" })
                Assert.Equal(new(Ask.Close, "she found it", 3), ThreadReader.Read(string.Format(null, numbered, word), language));
            foreach (var because in ThreadTexts.Words(language, "because"))
                Assert.Equal(new(Ask.Close, "she found it", 3), ThreadReader.Read($"{word} #3 {because} she found it", language));
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_known_reason_needs_no_colon_and_is_kept_by_its_key(string language)
    {
        foreach (var word in ThreadTexts.Words(language, "closing"))
        {
            foreach (var (reason, said) in ThreadReader.CloseReasons.SelectMany(r => ThreadTexts.Words(language, $"reason.{r}").Select(w => (r, w))))
            {
                foreach (var written in new[] { $"{word} {said}", $"{word}: {said}", $"{word} {said.ToUpperInvariant()}!" })
                {
                    var read = ThreadReader.Read(written, language);
                    Assert.True(read.Ask is Ask.Close && ThreadReader.CloseReason(read.Text, language) == reason, $"{language}: “{written}” is {read}");
                }
            }
        }
    }

    [Theory]
    [InlineData("tr", "spam olarak kapat", "spam")]
    [InlineData("hi", "स्पैम के रूप में बंद करें", "spam")]
    [InlineData("de", "Als Duplikat schließen", "duplicate")]
    public void The_verb_may_stand_at_the_end(string language, string text, string reason)
    {
        var read = ThreadReader.Read(text, language);
        Assert.Equal((Ask.Close, reason), (read.Ask, ThreadReader.CloseReason(read.Text, language)));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Other_words_behind_it_are_asked_about(string language)
    {
        foreach (var word in ThreadTexts.Words(language, "closing-asked"))
            Assert.Equal(new(Ask.Mistyped, $"{word}: the app and open it again", 3), ThreadReader.Read($"#3 {word} the app and open it again", language));
    }

    [Theory]
    [InlineData("she found it", "She found it")]
    [InlineData("merged", "Merged")]   // a key of ours, in a member's words
    [InlineData("Spam", "spam")]
    [InlineData("", "")]
    public void Words_of_ones_own_are_kept_as_written_and_are_never_taken_for_a_key(string words, string kept) => Assert.Equal(kept, ThreadReader.CloseReason(words, "en"));
}
