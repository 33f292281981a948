using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Tests.Assistant.BuiltIn;

public sealed class BuiltInComposerTests
{
    private const string Story = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    private static readonly BuiltInComposer Composer = new(new LanguageDetector());

    public static TheoryData<string, string, string> Expected => new()
    {
        { "es", "número de pedido", "reembolsaremos" }, { "pt", "número do seu pedido", "reembolsar" }, { "fr", "numéro de commande", "remboursons" },
        { "de", "Bestellnummer", "erstatten" }, { "it", "numero d'ordine", "rimborseremo" }, { "nl", "bestelnummer", "terug" },
        { "tr", "sipariş numaranızı", "iade edeceğiz" }, { "id", "nomor pesanan", "mengembalikan" }, { "ar", "رقم الطلب", "سنعيد" },
        { "hi", "ऑर्डर नंबर", "लौटा" }, { "en", "order number", "refund" },
    };

    [Fact]
    public void The_story_becomes_one_friendly_message_and_comes_back_in_the_members_language()
    {
        var composed = Compose(Story, "en", "es");
        Assert.Equal("Hola María, gracias por escribirnos. Te reembolsaremos el importe completo de inmediato. ¿Podrías enviarnos, por favor, tu número de pedido y tu correo electrónico? ¡Muchas gracias!", composed.Text);
        Assert.Equal("Hi María, thank you for writing to us. We will refund the full amount immediately. Could you please send us your order number and your e-mail address? Thank you!", composed.BackTranslation);
        Assert.Empty(composed.Unmatched);
        Assert.Equal("built-in", composed.Engine);
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void The_story_keeps_both_requests_and_the_refund_in_every_language(string language, string order, string refund)
    {
        var composed = Compose(Story, "en", language);
        Assert.Contains(order, composed.Text, StringComparison.Ordinal);
        Assert.Contains(refund, composed.Text, StringComparison.Ordinal);
        Assert.Contains("mail", composed.Text!.Replace("correo", "mail", StringComparison.Ordinal).Replace("e-posta", "mail", StringComparison.Ordinal).Replace("البريد", "mail", StringComparison.Ordinal).Replace("ई-मेल", "mail", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(composed.Unmatched);
    }

    [Theory]
    [InlineData("es", "Pídele su número de pedido y correo. Dile que reembolsaremos el importe completo de inmediato.")]
    [InlineData("de", "Frag nach der Bestellnummer und der E-Mail-Adresse. Sag ihm, dass wir sofort den vollen Betrag erstatten.")]
    [InlineData("fr", "Demande son numéro de commande et son adresse e-mail. Dis-lui que nous remboursons immédiatement la totalité du montant.")]
    [InlineData("pt", "Peça o número do pedido e o e-mail. Diga que vamos reembolsar o valor total imediatamente.")]
    [InlineData("it", "Chiedi il numero d'ordine e l'e-mail. Digli che rimborseremo subito l'intero importo.")]
    [InlineData("nl", "Vraag naar het bestelnummer en het e-mailadres. Zeg dat we het volledige bedrag meteen terugbetalen.")]
    [InlineData("tr", "Sipariş numarasını ve e-posta adresini iste. Tutarın tamamını hemen iade edeceğimizi söyle.")]
    [InlineData("id", "Minta nomor pesanan dan alamat email. Beritahu bahwa kami akan segera mengembalikan seluruh dana.")]
    [InlineData("ar", "اطلب رقم الطلب والبريد الإلكتروني. أخبره أننا سنعيد المبلغ كاملا فورا.")]
    [InlineData("hi", "उनसे ऑर्डर नंबर और ईमेल मांगो। उन्हें बताओ कि हम पूरी रकम तुरंत लौटा देंगे।")]
    public void Members_may_write_in_any_of_the_languages(string language, string text) =>
        Assert.Equal(Compose(Story, "en", "en").Text, Compose(text, language, "en").Text);

    [Theory]
    [InlineData("Don't refund")]
    [InlineData("no refund")]
    [InlineData("We will refund only if they send a photo")]
    [InlineData("Tell them we don't issue a full refund")]
    [InlineData("Will you refund the full amount?")]
    [InlineData("Ask them for a refund")]
    [InlineData("They want a full refund")]
    [InlineData("We never refund in full")]
    [InlineData("Refund the full amount unless it was used")]
    public void A_negation_a_condition_or_a_question_is_never_a_promise(string text)
    {
        var composed = Compose(text, "en", "es");
        Assert.Null(composed.Text);
        Assert.Null(composed.BackTranslation);
        Assert.NotEmpty(composed.Unmatched);
    }

    [Fact]
    public void What_is_not_understood_comes_back_in_the_members_words()
    {
        var composed = Compose("Ask for the order number and tell them about our unicorn policy.", "en", "es");
        Assert.Null(composed.Text);
        Assert.Equal("tell them about our unicorn policy", Assert.Single(composed.Unmatched));
    }

    [Theory]
    [InlineData("We'll refund €1.299,50", "€1.299,50")]
    [InlineData("The order will arrive within 3-5 business days", "3-5")]
    [InlineData("Their tracking number is AB-12345", "AB-12345")]
    [InlineData("You can track it here: https://example.com/t/1?x=2", "https://example.com/t/1?x=2")]
    [InlineData("You can write to us at help@example.com", "help@example.com")]
    [InlineData("We'll get back to you by 3pm", "3pm")]
    public void Values_are_kept_to_the_letter(string text, string value) =>
        Assert.All(WordRules.Languages, l => Assert.Contains(value, Compose(text, "en", l).Text, StringComparison.Ordinal));

    [Fact]
    public void An_apology_comes_first_and_requests_are_joined()
    {
        var text = Compose("Ask for a photo, her phone number and the receipt. Apologize for the delay.", "en", "en").Text;
        Assert.Equal("Hi María, thank you for writing to us. We are sorry for the delay. Could you please send us a photo of the item, your phone number and your proof of purchase? Thank you!", text);
    }

    [Theory]
    [InlineData("Ask for their email, address and phone")]
    [InlineData("Ask for email and address, phone")]
    public void An_address_beside_an_email_is_asked_for_as_well(string text) =>
        Assert.Equal("Hi María, thank you for writing to us. Could you please send us your e-mail address, your delivery address and your phone number? Thank you!", Compose(text, "en", "en").Text);

    [Fact]
    public void A_letter_wrong_in_a_long_word_is_forgiven() => Assert.NotNull(Compose("Ask for the recipt", "en", "es").Text);

    [Fact]
    public void A_finished_sentence_in_the_customers_language_is_sent_as_written()
    {
        var composed = Compose("Nuestros unicornios están en el jardín de atrás.", "en", "es");
        Assert.Equal(new Composition("Nuestros unicornios están en el jardín de atrás.", null, [], "as-written") with { Unmatched = composed.Unmatched }, composed);
        Assert.Empty(composed.Unmatched);
    }

    [Fact]
    public void An_instruction_is_never_sent_as_written()
    {
        Assert.Null(Compose("Please ask about the unicorn.", "en", "en").Text);
        Assert.Null(Compose("Pregúntale por el unicornio.", "es", "es").Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud83d\u200b")]
    [InlineData("\uE000 \uE001 {name} {items}")]
    public void Odd_texts_compose_nothing_and_do_not_fail(string text) => Assert.Null(Compose(text, "en", "es").Text);

    private static Composition Compose(string text, string member, string customer) =>
        Composer.Compose(new(text, member, customer, "María", "Cosmo"));
}
