using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Assistant.BuiltIn.Phrases;

namespace Cosmo.Tests.Assistant.BuiltIn;

public sealed class OwnPhraseTests
{
    private static readonly BuiltInComposer Composer = new(new LanguageDetector());

    private static readonly OwnPhrase Islands = new("own.1", new Dictionary<string, OwnSide>
    {
        ["en"] = new("we deliver to the islands on {date}\nislands {date}", "Our ferry takes parcels to the islands on {date}."),
        ["es"] = new("", "Nuestro ferri lleva los paquetes a las islas el {date}."),
    });

    private static readonly PhraseChoices Choices = PhraseChoices.None with { Own = [Islands] };

    [Theory]
    [InlineData("We deliver to the islands on 12 March")]
    [InlineData("tell them that we deliver to the islands on 12 March.")]
    [InlineData("Islands 12 March")]
    public void What_the_business_added_is_said_in_the_customers_language(string written)
    {
        var made = Composer.Compose(new(written, "en", "es", "María", "Cosmo") { Phrases = Choices });
        Assert.Contains("a las islas el 12 de marzo.", made.Text, StringComparison.Ordinal);
        Assert.Contains("Our ferry takes parcels to the islands on", made.BackTranslation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("We do not deliver to the islands on 12 March")]
    [InlineData("We deliver to the islands on 12 March if it is sunny")]
    [InlineData("We deliver to the islands")]
    [InlineData("Do we deliver to the islands on 12 March?")]
    public void What_is_not_written_word_for_word_is_not_said(string written) =>
        Assert.Null(Composer.Compose(new(written, "en", "es", "María", "Cosmo") { Phrases = Choices }).Text);

    [Fact]
    public void A_language_in_which_it_was_not_written_gets_nothing() =>
        Assert.Null(Composer.Compose(new("islands 12 March", "en", "fr", "María", "Cosmo") { Phrases = Choices }).Text);

    [Fact]
    public void A_built_in_phrase_can_be_reworded_and_switched_off()
    {
        const string Written = "Ask for the order number";
        Assert.NotNull(Composer.Compose(new(Written, "en", "es", null, "Cosmo")).Text);
        var reworded = PhraseChoices.None with { Texts = new Dictionary<(string, string), string> { [("ask.order", "es")] = "la referencia" } };
        Assert.Contains("la referencia", Composer.Compose(new(Written, "en", "es", null, "Cosmo") { Phrases = reworded }).Text, StringComparison.Ordinal);
        var off = PhraseChoices.None with { Off = new HashSet<string> { "ask.order" } };
        Assert.Null(Composer.Compose(new(Written, "en", "es", null, "Cosmo") { Phrases = off }).Text);
    }

    [Theory]
    [InlineData("we close", "Cerramos.", null)]
    [InlineData("we close at {time}", "Cerramos a las {time}.", null)]
    [InlineData("we close at {time}", "Cerramos.", "phrases.slots")]
    [InlineData("we close at {hour}", "Cerramos a las {hour}.", "phrases.slots")]
    [InlineData("we close at 18:30", "Cerramos.", "phrases.fact")]
    [InlineData("we close", "Cerramos: https://example.com", "phrases.link")]
    [InlineData("we close. we open", "Cerramos.", "phrases.sentences")]
    [InlineData("we close", " ", "phrases.empty")]
    [InlineData("", "Cerramos.", "phrases.empty")]
    public void What_could_not_be_filled_in_or_recognised_is_refused(string says, string text, string? code) =>
        Assert.Equal(code, PhraseRules.Check(OwnPhrase.New(new Dictionary<string, OwnSide> { ["es"] = new(says, text) }))?.Code);
}
