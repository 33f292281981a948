using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Tests.Assistant.BuiltIn;

/// <summary>The same words with the persons swapped are another message: it is never composed as ours.</summary>
public sealed class PhraseRolesTests
{
    private static readonly BuiltInComposer Composer = new(new LanguageDetector());

    [Theory]
    [InlineData("You will refund us the full amount.")]
    [InlineData("They will refund us $20")]
    [InlineData("Tell them they will refund the full amount")]
    [InlineData("it will be refunded in full by the customer")]
    [InlineData("send us money back")]
    [InlineData("We can refund the full amount")]
    [InlineData("you can cancel your order")]
    [InlineData("They cancelled the order")]
    [InlineData("have you cancelled your order")]
    [InlineData("The customer will cancel the order")]
    [InlineData("Your order has been shipped to us")]
    [InlineData("They received our payment")]
    [InlineData("They updated our address")]
    [InlineData("They send us a replacement")]
    [InlineData("They delivered it in 3 days")]
    [InlineData("Please check and get back to us")]
    [InlineData("Reply to us by 17:00")]
    [InlineData("We will send the item back")]
    [InlineData("You can return it")]
    [InlineData("Send them the receipt")]
    [InlineData("Give them our phone number")]
    [InlineData("They want the receipt")]
    [InlineData("what is our email")]
    [InlineData("Problem solved now")]
    [InlineData("should it arrive by Friday")]
    [InlineData("Your order 12345 has been shipped")]
    [InlineData("we skipped your order")]
    public void Swapped_persons_are_not_understood_in_English(string text) => Assert.Null(Compose(text, "en", "es"));

    [Theory]
    [InlineData("es", "Usted nos reembolsa el importe completo")]
    [InlineData("es", "Ellos cancelan el pedido")]
    [InlineData("es", "Envía una foto al cliente")]
    [InlineData("es", "Tu pedido 12345 ha sido enviado")]
    [InlineData("pt", "Você vai nos reembolsar o valor total")]
    [InlineData("pt", "O cliente vai cancelar o pedido")]
    [InlineData("pt", "Vamos devolver o produto")]
    [InlineData("pt", "Envie nosso endereço")]
    [InlineData("fr", "Le client annule la commande")]
    [InlineData("fr", "Envoie notre adresse")]
    [InlineData("de", "Sie erstatten uns den vollen Betrag")]
    [InlineData("de", "Schick ihnen ein Foto")]
    [InlineData("de", "Der Kunde storniert die Bestellung")]
    [InlineData("de", "Wir schicken den Artikel zurück")]
    [InlineData("it", "Invia il nostro indirizzo")]
    [InlineData("nl", "Stuur ze een foto")]
    [InlineData("nl", "Stuur ons adres")]
    [InlineData("tr", "Müşteri siparişi iptal edecek")]
    [InlineData("id", "Anda akan mengembalikan uang kami")]
    [InlineData("id", "Kirim foto ke pelanggan")]
    [InlineData("ar", "أعد المال لنا")]
    [InlineData("hi", "आप हमें पैसे वापस करेंगे")]
    [InlineData("hi", "ग्राहक ऑर्डर रद्द करेंगे")]
    public void Swapped_persons_are_not_understood_in_the_other_languages(string language, string text) => Assert.Null(Compose(text, language, "en"));

    [Theory]
    [InlineData("en", "cancel your order")]
    [InlineData("en", "Tell them to cancel the order")]
    [InlineData("en", "Cancel")]
    [InlineData("en", "exchange the item")]
    [InlineData("en", "reply by 17:00")]
    [InlineData("en", "ship it within 2 days")]
    [InlineData("en", "received the payment")]
    [InlineData("en", "changed address")]
    [InlineData("en", "check with them")]
    [InlineData("en", "discount 20 EUR")]
    [InlineData("es", "cancelar tu pedido")]
    [InlineData("es", "cambiar el artículo")]
    [InlineData("pt", "cancelar o pedido")]
    [InlineData("fr", "annuler la commande")]
    [InlineData("de", "Bestellung stornieren")]
    [InlineData("it", "annullare l'ordine")]
    [InlineData("nl", "bestelling annuleren")]
    [InlineData("id", "membatalkan pesanan")]
    [InlineData("hi", "ऑर्डर रद्द कर दो")]
    public void A_verb_that_both_sides_can_do_is_nobodys_promise(string language, string text) => Assert.Null(Compose(text, language, language == "it" ? "en" : "it"));

    [Theory]
    [InlineData("en", "Wait for us")]
    [InlineData("en", "Please wait for us")]
    [InlineData("en", "Wait")]
    [InlineData("en", "hold on")]
    [InlineData("es", "Espéranos")]
    [InlineData("es", "Espera")]
    [InlineData("pt", "Espere por nós")]
    [InlineData("fr", "Attendez-nous")]
    [InlineData("de", "Warten Sie bitte auf uns")]
    [InlineData("nl", "Wacht op ons")]
    [InlineData("tr", "Bizi bekle")]
    [InlineData("id", "Tunggu kami")]
    [InlineData("ar", "انتظرنا")]
    [InlineData("hi", "हमारा इंतज़ार करें")]
    [InlineData("en", "We keep the item")]
    [InlineData("en", "They apologise for the delay")]
    public void Waiting_keeping_and_regret_belong_to_whom_they_were_said_of(string language, string text) => Assert.Null(Compose(text, language, language == "it" ? "en" : "it"));

    [Theory]
    [InlineData("en", "Tell them to wait", "Please wait a moment.")]
    [InlineData("en", "We'll ship it within 2 days and get back to you", "get back to you")]
    [InlineData("es", "Diles que esperen un momento, por favor", null)]
    [InlineData("es", "Espera un momento, por favor", "Please wait a moment.")]
    [InlineData("es", "Vamos a cancelar el pedido", "We will cancel your order.")]
    [InlineData("fr", "Nous allons annuler la commande", "We will cancel your order.")]
    [InlineData("de", "Wir stornieren die Bestellung", "We will cancel your order.")]
    [InlineData("hi", "हम ऑर्डर रद्द कर देंगे", "We will cancel your order.")]
    public void Who_says_who_acts_is_understood(string language, string text, string? said)
    {
        var composed = Compose(text, language, "en");
        if (said is null)
            Assert.Null(composed);
        else
            Assert.Contains(said, composed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tell the customer we will refund the full amount.", "We will refund the full amount.")]
    [InlineData("They will get a full refund", "We will refund the full amount.")]
    [InlineData("You will receive a replacement", "We will send you a replacement.")]
    [InlineData("Tell them that we'll cancel the order", "We will cancel your order.")]
    [InlineData("Their order has been shipped, tracking number AB-12345", "Tracking number: AB-12345")]
    [InlineData("We'll check with our warehouse and get back to you", "We are checking this and will get back to you.")]
    [InlineData("Ask if the problem is solved", "Is the problem solved now?")]
    [InlineData("Please return the item to us", "Please send the item back to us.")]
    [InlineData("They can return it within 14 days", "You can return the item within 14 days.")]
    [InlineData("Ask them to send us their phone number", "your phone number")]
    public void Right_persons_are_understood(string text, string said) => Assert.Contains(said, Compose(text, "en", "en"), StringComparison.Ordinal);

    [Fact]
    public void What_follows_the_greeting_goes_on_in_its_sentence() =>
        Assert.StartsWith("Hola María, gracias por tu pedido.", Compose("Thank them for the order", "en", "es"), StringComparison.Ordinal);

    private static string? Compose(string text, string member, string customer) =>
        Composer.Compose(new(text, member, customer, "María", "Cosmo")).Text;
}
