using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Tests.Assistant;

public sealed class FactGuardTests
{
    [Theory]
    [InlineData("We refund 1,299.50 EUR", "Reembolsamos 1.299,50 €")]
    [InlineData("We refund $20", "Te reembolsamos 20 dólares")]
    [InlineData("It costs 1,200 pieces", "Son 1.200 piezas")]
    [InlineData("The total is 25", "المجموع ٢٥")]
    [InlineData("The total is 25", "कुल २५ है")]
    [InlineData("It arrives on 12 March", "Llega el 12 de marzo")]
    [InlineData("It arrives on March 12th", "Llega el 12/03")]
    [InlineData("It arrives on 12/03", "Es kommt am 12. März an")]
    [InlineData("It arrives on 12/03/2027", "Llega el 12/03")]
    [InlineData("It arrives on 12/03/2027", "Llega el 2027-03-12")]
    [InlineData("It arrives on 12.03.27", "Llega el 12/03/2027")]
    [InlineData("It arrives tomorrow", "Llega mañana")]
    [InlineData("It arrives on Monday", "Arrive lundi")]
    [InlineData("Call at 3pm", "Rufen Sie um 15:00 an")]
    [InlineData("Call at 3:30 p.m.", "Appelez à 15h30")]
    [InlineData("within two days", "en 2 días")]
    [InlineData("within 2 days", "innerhalb von zwei Tagen")]
    [InlineData("within 2 days", "2 gün içinde")]
    [InlineData("within 3 hours", "खिलाल 3 घंटे")]
    [InlineData("within 3 business days", "em 3 dias úteis")]
    [InlineData("within 3-5 days", "entre 3 a 5 días")]
    [InlineData("Your order #A-1234 is ready", "Tu pedido A-1234 está listo")]
    [InlineData("See example.com/help", "Mira https://www.example.com/help.")]
    [InlineData("Write to Help@Example.com", "Escribe a help@example.com")]
    [InlineData("We will not refund", "No reembolsaremos")]
    [InlineData("We don't ship there", "Wir versenden nicht dorthin")]
    [InlineData("We cannot cancel it", "İptal edemiyoruz")]
    [InlineData("Your money is on its way", "Hola María, tu dinero está en camino. Saludos, Cosmo")]
    [InlineData("Tell them that Anna will call", "Anna te llamará")]
    [InlineData("No problem, it is ready", "Está listo")]
    public void What_means_the_same_passes(string member, string outgoing) =>
        Assert.Empty(FactGuard.Check(member, outgoing, "María", "Cosmo"));

    [Theory]
    [InlineData("We refund 20 EUR", "Reembolsamos 200 EUR", FactCategory.Amount)]
    [InlineData("We refund 20 EUR", "Reembolsamos 20 USD", FactCategory.Amount)]
    [InlineData("We refund 20 EUR", "Reembolsamos el dinero", FactCategory.Amount)]
    [InlineData("We refund 1,299.50 EUR", "Reembolsamos 1.299 €", FactCategory.Amount)]
    [InlineData("You get 10% off", "Tienes 15% de descuento", FactCategory.Amount)]
    [InlineData("There are 25 left", "Quedan 52", FactCategory.Number)]
    [InlineData("There are three left", "Quedan cuatro", FactCategory.Number)]
    [InlineData("It arrives on 12 March", "Llega el 13 de marzo", FactCategory.Date)]
    [InlineData("It arrives on 12 March", "Llega el 12 de mayo", FactCategory.Date)]
    [InlineData("Valid until 12/03/2027", "Válido hasta el 12/03/2026", FactCategory.Date)]
    [InlineData("Valid until 2027-03-12", "Gültig bis 12.03.26", FactCategory.Date)]
    [InlineData("It arrives on Monday", "Llega el martes", FactCategory.Date)]
    [InlineData("Call at 3pm", "Llama a las 3:00", FactCategory.Time)]
    [InlineData("within 2 days", "en 2 semanas", FactCategory.Duration)]
    [InlineData("within two days", "en tres días", FactCategory.Duration)]
    [InlineData("within 3 business days", "en 3 días", FactCategory.Duration)]
    [InlineData("See https://example.com/a", "Mira https://example.com/b", FactCategory.Link)]
    [InlineData("See https://example.com", "Mira https://examp1e.com", FactCategory.Link)]
    [InlineData("See https://example.com", "Mira https://ex\u0430mple.com", FactCategory.Link)]
    [InlineData("See our page", "Mira evil.shop/login", FactCategory.Link)]
    [InlineData("Write to help@example.com", "Escribe a help@example.co", FactCategory.Email)]
    [InlineData("Your order #A-1234 is ready", "Tu pedido #A-1243 está listo", FactCategory.OrderId)]
    [InlineData("Tell them that Anna will call", "Marta te llamará y luego Berta", FactCategory.Name)]
    [InlineData("We will not refund", "Reembolsaremos", FactCategory.Negation)]
    [InlineData("We will refund", "Wir erstatten nicht", FactCategory.Negation)]
    [InlineData("We will refund", "İade etmeyeceğiz", FactCategory.Negation)]
    [InlineData("We will refund", "لن نعيد المبلغ", FactCategory.Negation)]
    [InlineData("We will refund", "हम पैसे नहीं लौटाएंगे", FactCategory.Negation)]
    public void What_changed_is_found(string member, string outgoing, FactCategory category) =>
        Assert.Contains(FactGuard.Check(member, outgoing, "María", "Cosmo"), f => f.Category == category);

    [Theory]
    [InlineData("We refund 20 EUR", "Reembolsamos 2\u200b0 EUR")]
    [InlineData("We refund 20 EUR", "Reembolsamos \U0001D7D0\U0001D7CE EUR")]
    [InlineData("We refund 20 EUR", "Reembolsamos ２０ EUR")]
    public void Digits_that_look_alike_are_read_as_people_read_them(string member, string outgoing) =>
        Assert.Empty(FactGuard.Check(member, outgoing, null, null));

    [Theory]
    [InlineData("We refund 20 EUR", "Reembolsamos 2\u200b00 EUR")]
    [InlineData("We refund 20 EUR", "Reembolsamos \U0001D7D1\U0001D7CE EUR")]
    [InlineData("See our page", "Mira exa\u200bmple.com")]
    public void Hidden_characters_do_not_hide_a_change(string member, string outgoing) =>
        Assert.NotEmpty(FactGuard.Check(member, outgoing, null, null));

    [Fact]
    public void A_finding_says_what_where_and_which_way() =>
        Assert.Equal(
            [new(FactChange.Missing, FactCategory.Amount, "20 EUR"), new(FactChange.Added, FactCategory.Amount, "30 EUR")],
            FactGuard.Check("We refund 20 EUR", "Reembolsamos 30 EUR", null, null));

    [Theory]
    [InlineData("\ud83d", "\0")]
    [InlineData("", "")]
    [InlineData("99999999999999999999999999999999", "99999999999999999999999999999999")]
    [InlineData("31/31/99 99:99 #", "31/31/99 99:99 #")]
    public void Odd_texts_do_not_make_it_fail(string member, string outgoing) =>
        Assert.Empty(FactGuard.Check(member, outgoing, null, null));

    [Fact]
    public void The_built_in_composer_passes_its_own_guard()
    {
        var composer = new BuiltInComposer(new LanguageDetector());
        foreach (var text in new[] { "We'll refund €20 within 2 days. Ask for the order number.", "The order will be shipped tomorrow", "The order will arrive within 3-5 business days", "You can track it here: example.com/t/1", "We'll get back to you by 3pm" })
        {
            foreach (var language in WordRules.Languages)
            {
                var composed = composer.Compose(new(text, "en", language, "María", "Cosmo"));
                Assert.NotNull(composed.Text);
                Assert.Empty(FactGuard.Check(text, composed.Text, "María", "Cosmo"));
            }
        }
    }
}
