using System.Diagnostics;
using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Tests.Assistant.BuiltIn;

public sealed class LanguageDetectorTests
{
    private static readonly LanguageDetector Detector = new();

    [Theory]
    [InlineData("es", "¿Me podéis decir si queda alguna en la tienda?")]
    [InlineData("pt", "Vocês sabem se ainda tem alguma na loja?")]
    [InlineData("fr", "Savez-vous s'il en reste dans le magasin ?")]
    [InlineData("de", "Wisst ihr, ob im Laden noch eine übrig ist?")]
    [InlineData("it", "Sapete se ne è rimasta qualcuna in negozio?")]
    [InlineData("nl", "Weten jullie of er nog een in de winkel ligt?")]
    [InlineData("tr", "Mağazada kalan var mı biliyor musunuz?")]
    [InlineData("id", "Apakah masih ada yang tersisa di toko?")]
    [InlineData("pl", "Czy wiecie, czy w sklepie coś jeszcze zostało?")]
    [InlineData("ru", "Не знаете, остались ли ещё в магазине?")]
    [InlineData("uk", "Чи залишилися ще такі в магазині?")]
    [InlineData("ar", "هل بقي شيء منها في المتجر؟")]
    [InlineData("fa", "آیا هنوز چیزی در فروشگاه مانده است؟")]
    [InlineData("hi", "क्या दुकान में अभी भी कुछ बचा है?")]
    [InlineData("ja", "お店にまだ残っていますか")]
    [InlineData("zh", "店里还有剩下的吗")]
    [InlineData("ko", "매장에 아직 남아 있나요")]
    [InlineData("el", "Υπάρχει ακόμα στο κατάστημα;")]
    [InlineData("sv", "Vet ni om det finns någon kvar i butiken?")]
    [InlineData("en", "Do you know whether there are any left in the shop?")]
    public void A_whole_sentence_is_recognised_with_certainty(string language, string text) =>
        Assert.Equal(new LanguageGuess(language, true), Detector.Detect(text, null));

    [Theory]
    [InlineData("es", "hola")]
    [InlineData("pt", "obrigado!")]
    [InlineData("fr", "bonjour")]
    [InlineData("de", "danke")]
    [InlineData("it", "grazie")]
    [InlineData("tr", "merhaba")]
    [InlineData("id", "terima kasih")]
    public void A_greeting_or_thanks_is_enough(string language, string text) =>
        Assert.Equal(language, Detector.Detect(text, null).Code);

    [Theory]
    [InlineData("ok")]
    [InlineData("#A-1234")]
    [InlineData("😀👍")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("https://example.com/wo/ist/mein/paket")]
    [InlineData("maria@example.de")]
    [InlineData("\ud83d")]
    public void What_says_too_little_keeps_the_conversations_language(string text) =>
        Assert.Equal(new LanguageGuess("es", false), Detector.Detect(text, "es"));

    [Fact]
    public void A_customer_may_change_the_language_with_a_whole_sentence() =>
        Assert.Equal(new LanguageGuess("en", true), Detector.Detect("Sorry, can we continue in English please?", "es"));

    [Fact]
    public void A_very_long_text_is_read_only_at_its_start()
    {
        var text = string.Concat(Enumerable.Repeat("wo bleibt denn meine Bestellung ", 20_000));
        // The best of some: on a busy machine any one of them may have to wait for its turn.
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal("de", Detector.Detect(text, null).Code);
            return Stopwatch.GetElapsedTime(started);
        });
        Assert.True(best < TimeSpan.FromSeconds(1), $"{best}");
    }
}
