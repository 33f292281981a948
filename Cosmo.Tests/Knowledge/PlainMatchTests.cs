using Cosmo.Core.Knowledge;

namespace Cosmo.Tests.Knowledge;

public sealed class PlainMatchTests
{
    private static readonly string[] Questions = ["What are your opening hours?", "How much is shipping?", "¿Cuánto cuesta el envío?"];

    [Theory]
    [InlineData("opening hours?", 0)]
    [InlineData("Hi, what are your opening hours please", 0)]
    [InlineData("How much is the shipping", 1)]
    [InlineData("cuanto cuestan los envios", 2)]
    [InlineData("Do you sell tents?", -1)]
    [InlineData("My parcel arrived broken although I paid for express shipping last Monday", -1)]
    [InlineData("", -1)]
    [InlineData("???", -1)]
    public void Only_a_plain_question_finds_its_entry(string asked, int expected) => Assert.Equal(expected, PlainMatch.Choose(asked, Questions));

    [Fact]
    public void Two_entries_that_fit_alike_answer_nothing() =>
        Assert.Equal(-1, PlainMatch.Choose("shipping cost", ["Shipping cost to Spain", "Shipping cost to France"]));

    [Fact]
    public void The_same_words_are_the_same_question() => Assert.Equal(1, PlainMatch.Score("Who are you?", "who ARE you"));
}
