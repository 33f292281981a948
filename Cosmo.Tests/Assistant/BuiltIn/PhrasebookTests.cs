using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Phrases;

namespace Cosmo.Tests.Assistant.BuiltIn;

public sealed class PhrasebookTests
{
    public static TheoryData<string> Languages => [.. WordRules.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_phrase_exists_in_every_language_with_the_same_slots_and_a_pattern(string language)
    {
        var english = Phrasebook.Find("en")!;
        var other = Phrasebook.Find(language)!;
        Assert.True(english.Phrases.Count(p => p.Kind is not PhraseKind.Customer) >= 150);
        Assert.Equal(english.Phrases.Select(p => p.Id).Order(), other.Phrases.Select(p => p.Id).Order());
        Assert.All(other.Phrases, p =>
        {
            Assert.Equal(english.Find(p.Id).Slots, p.Slots);
            Assert.NotEmpty(p.Text);
            Assert.NotEmpty(p.Patterns);
        });
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_holds_invisible_direction_marks(string language) =>
        Assert.All(Phrasebook.Find(language)!.Phrases, p =>
            Assert.DoesNotContain(p.Text, c => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format));

    [Theory]
    [InlineData("es", "en", "El producto llegó roto, necesito devolverlo", "The product arrived broken. I need to return it.")]
    [InlineData("es", "en", "Hola, quiero hablar con una persona", "Hello! I want to speak to a person.")]
    [InlineData("de", "en", "Wo ist mein Paket?", "Where is my order?")]
    [InlineData("fr", "es", "Je n'ai pas reçu ma commande.", "Mi pedido todavía no ha llegado.")]
    [InlineData("pt", "en", "Obrigado!", "Thank you!")]
    [InlineData("ar", "en", "من فضلك أريد التحدث مع موظف", "I want to speak to a person.")]
    [InlineData("hi", "en", "नमस्ते, मेरा पार्सल कहाँ है?", "Hello! Where is my order?")]
    [InlineData("it", "en", "Aspetto da 3 giorni", "I have been waiting for 3 days.")]
    public void Frequent_sentences_of_customers_are_translated(string from, string to, string text, string expected) =>
        Assert.Equal(expected, PhrasebookTranslator.Translate(text, from, to)?.Text);

    [Theory]
    [InlineData("es", "El producto llegó roto pero no quiero devolverlo")]
    [InlineData("es", "No quiero un reembolso")]
    [InlineData("en", "I don't want to cancel my order")]
    [InlineData("en", "If it is broken I want a refund")]
    [InlineData("ja", "こんにちは")]
    [InlineData("en", "")]
    public void Half_a_translation_is_none(string from, string text) => Assert.Null(PhrasebookTranslator.Translate(text, from, "it"));
}
