using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Escalation;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>What a model wants to say in the eleven languages, where the rules know words and not only numbers.</summary>
public sealed class CounselGuardTests
{
    private const string Instruction = "An instruction.";
    private static readonly CounselGuard s_guard = new(new BuiltInUnderstanding(new LanguageDetector()));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Which product do you mean?")]
    [InlineData("en", "Are you asking about delivery or about returns?")]
    [InlineData("en", "Do you want to return the lamp, or exchange it?")]
    [InlineData("en", "Which city do you live in?")]
    [InlineData("es", "¿A qué producto se refiere?")]
    [InlineData("es", "¿Quiere devolver el pedido o cambiarlo?")]
    [InlineData("pt", "A que produto se refere?")]
    [InlineData("fr", "De quel produit parlez-vous ?")]
    [InlineData("de", "Welches Produkt meinen Sie?")]
    [InlineData("de", "Geht es um die Lieferung oder um eine Rückgabe?")]
    [InlineData("it", "A quale prodotto si riferisce?")]
    [InlineData("nl", "Over welk product gaat uw vraag?")]
    [InlineData("tr", "Hangi ürünü kastediyorsunuz?")]
    [InlineData("id", "Produk mana yang Anda maksud?")]
    [InlineData("ar", "أي منتج تقصد؟")]
    [InlineData("hi", "आप किस उत्पाद के बारे में पूछ रहे हैं?")]
    public async Task A_plain_question_is_asked_back(string language, string question) =>
        Assert.Equal(new(question, null), await QuestionAsync(language, question, "Hello?"));

    [Theory]
    [InlineData("en", "What is the number of your credit card, the card number?")]
    [InlineData("en", "Which one-time code did you get?")]
    [InlineData("es", "¿Cuál es su contraseña?")]
    [InlineData("pt", "Qual é a sua senha?")]
    [InlineData("fr", "Quel est votre mot de passe ?")]
    [InlineData("de", "Wie lautet Ihre Kreditkartennummer?")]
    [InlineData("de", "Wie ist Ihre PIN?")]
    [InlineData("it", "Qual è il numero della carta?")]
    [InlineData("nl", "Wat is uw wachtwoord?")]
    [InlineData("tr", "Şifreniz nedir?")]
    [InlineData("id", "Berapa nomor kartu Anda?")]
    [InlineData("ar", "ما هي كلمة المرور؟")]
    [InlineData("hi", "आपका ओटीपी क्या है?")]
    public async Task Nobody_is_asked_for_a_secret_even_where_they_named_it(string language, string question) =>
        Assert.Equal(new(null, CounselRule.Secret), await QuestionAsync(language, question, question.TrimEnd('?', '؟')));

    [Fact]
    public void Every_secret_is_known_in_every_language()
    {
        var lines = SecretWords.Lines().ToList();
        foreach (var language in Acknowledgements.Languages)
            Assert.Equal(["account", "card", "code", "cvv", "identity", "password", "pin"], lines.Where(l => l.Language == language).Select(l => l.Secret).Order(StringComparer.Ordinal));
        Assert.All(lines, l => Assert.Contains(l.Language, Acknowledgements.Languages));
        Assert.All(lines.SelectMany(l => l.Phrases), p => Assert.NotEmpty(SecretWords.In($"xx {p} xx")));
    }

    [Theory]
    [InlineData("pink lamps are spinning")]
    [InlineData("the discount code of the catalogue")]
    public void What_only_looks_like_a_secret_is_none(string text) => Assert.Empty(SecretWords.In(text));

    [Theory]
    [InlineData("de", "Sie können unbenutzte Artikel innerhalb von 30 Tagen zurückgeben.")]
    [InlineData("es", "Puede devolver los artículos sin usar en 30 días.")]
    [InlineData("fr", "Vous pouvez retourner les articles sous 30 jours.")]
    [InlineData("it", "Può restituire gli articoli entro 30 giorni.")]
    [InlineData("pt", "Você pode devolver os artigos em 30 dias.")]
    [InlineData("nl", "U kunt ongebruikte artikelen binnen 30 dagen retourneren.")]
    [InlineData("tr", "Ürünleri 30 gün içinde iade edebilirsiniz.")]
    [InlineData("id", "Anda dapat mengembalikan barang dalam 30 hari.")]
    [InlineData("ar", "يمكنك إرجاع المنتجات خلال 30 يوما.")]
    [InlineData("hi", "आप 30 दिनों में सामान वापस कर सकते हैं।")]
    public async Task A_passage_is_said_in_another_language(string language, string answer) =>
        Assert.Equal(new(answer, null), await AnswerAsync(language, answer, Returns));

    [Theory]
    [InlineData("de", "Unsere Lampen brennen gelegentlich lichterloh.")]
    [InlineData("ar", "المصابيح تنفجر في بعض الأحيان.")]
    [InlineData("hi", "लैंप अक्सर फट जाते हैं।")]
    [InlineData("hi", "हाँ, आप यह कर सकते हैं।")]
    [InlineData("ar", "نعم، يمكنك ذلك.")]
    [InlineData("tr", "Evet, yapabilirsiniz.")]
    public async Task What_a_passage_in_another_language_does_not_speak_of_is_not_said(string language, string answer) =>
        Assert.Equal(new(null, CounselRule.Overlap), await AnswerAsync(language, answer, Returns));

    [Theory]
    [InlineData("de", "Sie können unbenutzte Artikel nicht zurückgeben.")]
    [InlineData("es", "No puede devolver los artículos.")]
    [InlineData("en", "You cannot return unused items.")]
    public async Task What_a_passage_says_is_not_turned_round_in_any_language(string language, string answer)
    {
        var stopped = (await AnswerAsync(language, answer, Returns)).StoppedBy;
        Assert.True(stopped is CounselRule.Denial or CounselRule.Promise, stopped?.ToString());
    }

    [Theory]
    [InlineData("Do you give discounts?", "No.", "We give discounts.")]
    [InlineData("Is there parking?", "Unfortunately not.", "There is parking.")]
    [InlineData("Can I bring my dog?", "That is not possible.", "You can bring your dog.")]
    public async Task A_question_that_is_denied_is_no_yes(string heading, string text, string answer) =>
        Assert.NotNull((await AnswerAsync("en", answer, Passage(heading, "en", text))).StoppedBy);

    [Theory]
    [InlineData("Is there parking?", "Unfortunately not.", "Unfortunately there is no parking.")]
    [InlineData("What can I not return?", "Gift cards, vouchers and sale items.", "You cannot return gift cards and sale items.")]
    [InlineData("What is refunded?", "We do not refund gift cards, vouchers or sale items.", "Sale items and vouchers we do not refund.")]
    [InlineData("Is the shop open on holidays?", "We do not open on holidays, but the café is open.", "The café is open, the shop does not open on holidays.")]
    public async Task A_denial_that_stands_there_is_said(string heading, string text, string answer) =>
        Assert.Equal(new(answer, null), await AnswerAsync("en", answer, Passage(heading, "en", text)));

    private static FoundPassage Returns { get; } = Passage("How do returns work?", "en", "You can return unused items within 30 days.");

    private static ValueTask<Checked> QuestionAsync(string language, string question, string words) =>
        s_guard.QuestionAsync(question, language, words, [Returns, Passage("How long does delivery take?", "en", "Delivery takes two days. Lamps are packed well. We exchange what is broken.")], [], Instruction, Cancel);

    private static ValueTask<Checked> AnswerAsync(string language, string answer, FoundPassage passage) =>
        s_guard.AnswerAsync(answer, language, [passage], [], Instruction, Cancel);

    private static FoundPassage Passage(string question, string language, string text) =>
        new(Guid.CreateVersion7(), question, question, text, language, true, 1, null);
}
