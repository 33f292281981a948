using Cosmo.Core.Escalation;

namespace Cosmo.Tests.Escalation;

public sealed class TellingPhrasesTests
{
    private static readonly string[] s_messages =
    [
        "Can I get a quote for wholesale?", "what are your wholesale terms", "Do you ship lithium batteries?", "shipping of lithium batteries 4411 please", "where are you",
    ];

    [Fact]
    public void What_several_messages_say_is_found_and_each_is_told_of_once()
    {
        var found = TellingPhrases.Find(s_messages, [], ["where is my parcel", "do you ship to Spain?"]);
        Assert.Equal([("lithium batteries", "2 3"), ("wholesale", "0 1")], found.Select(f => (f.Phrase, string.Join(' ', f.Messages))).OrderBy(f => f.Phrase, StringComparer.Ordinal));
    }

    [Fact]
    public void What_stands_in_a_message_that_should_not_count_is_no_phrase() =>
        Assert.Equal(["lithium batteries"], TellingPhrases.Find(s_messages, ["is wholesale cheaper?"], []).Select(f => f.Phrase));

    [Fact]
    public void What_everybody_writes_tells_nothing() =>
        Assert.Equal(["wholesale"], TellingPhrases.Find(s_messages, [], Enumerable.Repeat("do you have batteries and lithium, or lithium batteries", 7)).Select(f => f.Phrase));

    [Fact]
    public void A_number_and_a_word_that_only_holds_a_sentence_together_are_no_phrases() =>
        Assert.Empty(TellingPhrases.Find(["is it 10 234", "is it not 10 234"], [], []));
}
