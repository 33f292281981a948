using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Assistant.AutoResponses;

public sealed class AutoTextTests
{
    private static readonly Dictionary<string, string> s_values = new() { ["customer"] = "Ana", ["business"] = "Casa Sol", ["number"] = "#7", ["wait"] = "" };

    [Theory]
    [InlineData("Hi {customer}, this is {business}.", "Hi Ana, this is Casa Sol.")]
    [InlineData("Hi[ {customer}]!", "Hi Ana!")]
    [InlineData("We answer soon[, in {wait}].", "We answer soon.")]
    [InlineData("We answer in {wait}.", "We answer in .")]
    [InlineData("[{customer} of {wait}] Hello", "Hello")]
    [InlineData("[Casa Sol] Hi {customer}", "[Casa Sol] Hi Ana")]
    [InlineData("A brace { and a ] alone, {customer}", "A brace { and a ] alone, Ana")]
    [InlineData("  {number}  ", "#7")]
    public void Variables_are_filled_and_what_is_unknown_is_left_out(string text, string expected) => Assert.Equal(expected, AutoText.Fill(text, s_values));

    [Fact]
    public void What_fills_a_variable_is_never_read_as_one() =>
        Assert.Equal("Hi [{business}] {number}, #7", AutoText.Fill("Hi[ {customer}], {number}", new Dictionary<string, string>(s_values) { ["customer"] = "[{business}] {number}" }));

    [Theory]
    [InlineData(AutoKind.Inside, "Hi {customer}, {wait}", "")]
    [InlineData(AutoKind.Inside, "Open {opens}", "opens")]
    [InlineData(AutoKind.Outside, "Open {opens} {wait} {Customer} {} {wait}", "wait,Customer,")]
    [InlineData(AutoKind.LongWait, "{wait} {department} { number }", " number ")]
    public void A_variable_that_is_none_is_named(AutoKind kind, string text, string unknown) =>
        Assert.Equal(unknown, string.Join(',', AutoText.Unknown(kind, text)));

    [Fact]
    public void A_text_fits_only_with_its_variables_at_their_longest()
    {
        var longest = WhatsAppLimits.TextBody - AutoText.LongestName;
        Assert.True(AutoText.Fits(AutoKind.Inside, new string('a', longest) + "{customer}"));
        Assert.False(AutoText.Fits(AutoKind.Inside, new string('a', longest + 1) + "{customer}"));
        Assert.True(AutoText.Fits(AutoKind.Inside, new string('a', WhatsAppLimits.TextBody)));
    }

    public static TheoryData<AutoKind, string> BuiltIn() => new(from kind in Enum.GetValues<AutoKind>() from language in Acknowledgements.Languages select (kind, language));

    [Theory, MemberData(nameof(BuiltIn))]
    public void A_built_in_text_is_one_that_could_have_been_written(AutoKind kind, string language)
    {
        var text = AutoDefaults.Of(kind, language);
        Assert.Empty(AutoText.Unknown(kind, text));
        Assert.True(AutoText.Fits(kind, text));
        foreach (var customer in (string?[])[null, "Ana"])
        {
            foreach (var time in (string[])["", "soon"])
                Assert.DoesNotContain(AutoValues.Say(AutoBook.Unchanged, kind, language, AutoValues.Of(kind, customer, "B", "", 1, time)), c => c is '[' or ']' or '{' or '}');
        }
    }

    [Fact]
    public void Where_nothing_opens_the_built_in_text_still_says_so()
    {
        var values = AutoValues.Of(AutoKind.Outside, "Ana", "B", "", 1, "");
        Assert.EndsWith("We are closed now.", AutoValues.Say(AutoBook.Unchanged, AutoKind.Outside, "en", values), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_counts_for_its_language_and_for_English_where_none_is_known()
    {
        var book = AutoBook.Of(new Dictionary<string, string> { [AutoBook.TextKey(AutoKind.Inside, "en")] = "Hello!", ["Auto:Off"] = "LongWait,What", ["Auto:WaitMinutes"] = "1" });
        Assert.Equal("Hello!", book.TextOf(AutoKind.Inside, "en"));
        Assert.Equal("Hello!", book.TextOf(AutoKind.Inside, "xx"));
        Assert.Equal(AutoDefaults.Of(AutoKind.Inside, "fr"), book.TextOf(AutoKind.Inside, "fr"));
        Assert.Equal((false, true, AutoBook.FewestWaitMinutes), (book.IsOn(AutoKind.LongWait), book.IsOn(AutoKind.Outside), book.WaitMinutes));
    }
}
