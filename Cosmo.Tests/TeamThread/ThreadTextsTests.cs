using System.Text.RegularExpressions;
using Cosmo.Core.Assistant;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;

namespace Cosmo.Tests.TeamThread;

public sealed partial class ThreadTextsTests
{
    private static readonly string[] Commands = ["send", "cancel", "change", "anyway", "list", "show", "note", "close", "help", "away", "back"];

    public static TheoryData<string> Languages => [.. ThreadTexts.Languages.Order()];

    [Fact]
    public void The_eleven_languages_are_there() =>
        Assert.Equal(["ar", "de", "en", "es", "fr", "hi", "id", "it", "nl", "pt", "tr"], ThreadTexts.Languages.Order());

    [Theory, MemberData(nameof(Languages))]
    public void A_language_has_every_text(string language) => Assert.Equal(ThreadTexts.Keys("en").Order(), ThreadTexts.Keys(language).Order());

    [Theory, MemberData(nameof(Languages))]
    public void A_text_has_the_same_places_in_every_language(string language)
    {
        foreach (var key in ThreadTexts.Keys("en").Where(k => !k.StartsWith("word.", StringComparison.Ordinal)))
            Assert.True(Places("en", key).SetEquals(Places(language, key)), $"{language} {key}");
    }

    [Theory, MemberData(nameof(Languages))]
    public void Whatever_a_guard_finds_is_said_in_the_members_language(string language)
    {
        foreach (var category in Enum.GetValues<FactCategory>())
        {
            var said = Findings.In(language, new FactFinding(FactChange.Missing, category, "20 €").Line);
            Assert.Contains(ThreadTexts.Say(language, $"category.{category}"), said, StringComparison.Ordinal);
            Assert.Contains("20 €", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Missing " + category, said, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void Why_an_answer_did_not_leave_is_said_in_the_members_language(string language)
    {
        foreach (var error in GraphErrors.KnownCodes.Select(code => GraphErrors.Classify(code).Key).Append("never heard of"))
        {
            var key = UnsentReasons.KeyOf(error);
            Assert.Contains(key, ThreadTexts.Keys(language));
            Assert.Equal(language == "en", ThreadTexts.Say(language, key) == ThreadTexts.Say("en", key));
        }
    }

    [Theory]
    [InlineData("window-closed", "unsent.window-closed")]
    [InlineData("template-paused", "unsent.template")]
    [InlineData("template", "unsent.template")]
    [InlineData("pair-rate", "unsent.too-fast")]
    [InlineData("spam-rate", "unsent.too-fast")]
    [InlineData("token", "unsent.account")]
    [InlineData("payment", "unsent.account")]
    [InlineData("maintenance", "unsent.unavailable")]
    [InlineData("to-self", "unsent.refused")]
    [InlineData("never heard of", "unsent.refused")]
    [InlineData(null, "unsent.refused")]
    public void Errors_that_mean_the_same_for_a_member_share_a_sentence(string? error, string key) => Assert.Equal(key, UnsentReasons.KeyOf(error));

    [Theory, MemberData(nameof(Languages))]
    public void Buttons_fit(string language)
    {
        foreach (var key in ThreadTexts.Keys(language).Where(k => k.StartsWith("button.", StringComparison.Ordinal)))
            Assert.InRange(ThreadTexts.Say(language, key, ("number", "12345")).Length, 1, WhatsAppLimits.ButtonTitle);
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_word_means_one_command_only(string language)
    {
        var words = Commands.SelectMany(c => ThreadTexts.Words(language, c).Select(w => (Command: c, Word: Spelled(w))).Distinct()).ToList();
        var twice = words.GroupBy(w => w.Word).Where(g => g.Select(w => w.Command).Distinct().Count() > 1);
        Assert.Empty(twice.Select(g => $"{g.Key}: {string.Join(", ", g.Select(w => w.Command))}"));
    }

    [Fact]
    public void A_customers_words_are_never_read_as_a_place() =>
        Assert.Equal("Maria {number}: #7", ThreadTexts.Say("en", "list.line", ("number", "x"), ("customer", "Maria {number}"), ("issue", "#7"))["#x ".Length..]);

    [Fact]
    public void A_language_without_texts_is_spoken_to_in_English() => Assert.Equal("Send", ThreadTexts.Say("xx", "button.send"));

    private static HashSet<string> Places(string language, string key) =>
        [.. PlaceNames.Where(name => ThreadTexts.Say(language, key, (name, "\u0001")).Contains('\u0001', StringComparison.Ordinal))];

    private static string Spelled(string word)
    {
        var folded = string.Join(' ', SearchText.Fold(word).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return folded.Length > 0 ? folded : word;
    }

    // Every place that any English text has, read from the texts' source as the program carries it.
    private static readonly string[] PlaceNames = [.. ReadPlaces()];

    private static List<string> ReadPlaces()
    {
        using var reader = new StreamReader(typeof(ThreadTexts).Assembly.GetManifestResourceStream("Cosmo.Core.TeamThread.Words.en.txt")!);
        return Place().Matches(reader.ReadToEnd()).Select(m => m.Groups[1].Value).Distinct().ToList();
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Place();
}
