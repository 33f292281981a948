using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Assistant.Models;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>The gate with the real reader: ordinary messages pass, and a message in another language does not.</summary>
public sealed class OutputGateTests
{
    private static readonly OutputGate _gate = new(new BuiltInUnderstanding(new LanguageDetector()));

    [Theory]
    [InlineData("de", "Wie lautet Ihre Bestellnummer?")]
    [InlineData("es", "¿Podría enviarnos una foto del paquete, por favor?")]
    [InlineData("pt", "Você poderia nos enviar uma foto do pacote, por favor?")]
    [InlineData("fr", "Pourriez-vous nous envoyer une photo du colis, s'il vous plaît ?")]
    [InlineData("it", "Potrebbe inviarci una foto del pacco, per favore?")]
    [InlineData("nl", "Kunt u ons een foto van het pakket sturen?")]
    [InlineData("tr", "Bize paketin bir fotoğrafını gönderebilir misiniz?")]
    [InlineData("ar", "هل يمكنك إرسال صورة للطرد من فضلك؟")]
    [InlineData("hi", "कृपया हमें पैकेज की एक तस्वीर भेजें।")]
    [InlineData("id", "Bisakah Anda mengirimkan foto paket tersebut kepada kami?")]
    [InlineData("da", "Kan du sende os et billede af pakken?")]
    [InlineData("pl", "Czy może nam Pan wysłać zdjęcie paczki?")]
    [InlineData("uk", "Чи можете ви надіслати нам фото посилки?")]
    [InlineData("zh", "请您给我们发一张包裹的照片好吗？")]
    [InlineData("ja", "お荷物の写真を送っていただけますか。")]
    [InlineData("fa", "می\u200Cتوانید عکسی از بسته برای ما بفرستید؟")]
    [InlineData("de", "Hallo Ana, der Rabatt von 10 % gilt bis 3. Mai, z. B. für Kaffee (1 kg) zu 12,50 €.")]
    public async Task An_ordinary_message_passes(string language, string text) =>
        Assert.Equal(text, await PassAsync(text, language));

    [Theory]
    [InlineData("de", "Could you please send us a photo of the parcel?")]
    [InlineData("en", "¿Podría enviarnos una foto del paquete, por favor?")]
    [InlineData("es", "请您给我们发一张包裹的照片好吗？")]
    public async Task A_message_in_another_language_does_not(string language, string text) =>
        Assert.Null(await PassAsync(text, language));

    private static ValueTask<string?> PassAsync(string text, string language) =>
        _gate.PassAsync(text, "Ask for a photo of the parcel", "An instruction.", language, OutputGate.MaxMessage, TestContext.Current.CancellationToken);
}
