using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Tests.Assistant.BuiltIn;

public sealed class BuiltInUnderstandingTests
{
    private static readonly BuiltInUnderstanding Reader = new(new LanguageDetector());

    [Fact]
    public void A_broken_product_is_an_issue_in_the_customers_language_with_the_words_that_say_so()
    {
        var understood = Read("El producto llegó roto, necesito devolverlo");
        Assert.Equal("es", understood.Language);
        Assert.True(understood.LanguageCertain);
        Assert.NotNull(understood.ReportsIssue);
        Assert.Contains("roto", understood.ReportsIssue.Words, StringComparison.Ordinal);
        Assert.True(understood.ReportsIssue.Score >= understood.ReportsIssue.Threshold);
        Assert.Contains(understood.Topic, new[] { CaseTopic.Damaged, CaseTopic.Returns });
        Assert.Null(understood.AsksForPerson);
    }

    [Theory]
    [InlineData("Could I speak with a human, please?")]
    [InlineData("¿Puedo hablar con alguien?")]
    [InlineData("Posso falar com uma pessoa?")]
    [InlineData("Je préfère parler à une personne")]
    [InlineData("Ich möchte bitte mit jemandem sprechen")]
    [InlineData("Vorrei parlare con qualcuno")]
    [InlineData("Kan ik een medewerker spreken?")]
    [InlineData("Bir insanla konuşmak istiyorum")]
    [InlineData("Bisa bicara dengan petugas?")]
    [InlineData("ممكن أتكلم مع شخص حقيقي؟")]
    [InlineData("मुझे एजेंट से बात करनी है")]
    [InlineData("OPERATOR!!!")]
    public void Who_asks_for_a_person_is_heard(string text) => Assert.NotNull(Read(text).AsksForPerson);

    [Theory]
    [InlineData("👍")]
    [InlineData("🎉🎉")]
    [InlineData("hello there")]
    [InlineData("thanks, you are the best")]
    public void Signs_and_plain_small_talk_are_no_reason_for_a_ticket(string text)
    {
        var understood = Read(text);
        Assert.Equal((null, null, null, null), (understood.AsksForPerson, understood.ReportsIssue, understood.Frustrated, understood.TooComplex));
        Assert.Equal(0, understood.Concern);
    }

    [Fact]
    public void Thumbs_down_are_heard_without_words() => Assert.NotNull(Read("👎👎👎").Frustrated);

    [Theory]
    [InlineData("I don't need a person, just the price")]
    [InlineData("No necesito hablar con nadie")]
    [InlineData("Ich brauche keinen Mitarbeiter")]
    [InlineData("Is this a tent for one person?")]
    [InlineData("order update please")]
    public void A_person_who_is_only_mentioned_or_declined_is_not_asked_for(string text) => Assert.Null(Read(text).AsksForPerson);

    [Theory]
    [InlineData(CaseTopic.Damaged, "The zip was torn when it came")]
    [InlineData(CaseTopic.Damaged, "Der Reißverschluss ist defekt")]
    [InlineData(CaseTopic.Returns, "Me enviaron un color equivocado")]
    [InlineData(CaseTopic.Refund, "Je veux un remboursement")]
    [InlineData(CaseTopic.Delivery, "My parcel still hasn't arrived")]
    [InlineData(CaseTopic.Delivery, "Siparişim hâlâ gelmedi")]
    [InlineData(CaseTopic.Order, "Falta una pieza en la caja")]
    [InlineData(CaseTopic.Payment, "Mi è stato addebitato due volte")]
    [InlineData(CaseTopic.Complaint, "Ik wil een klacht indienen")]
    public void A_reported_issue_has_its_topic(CaseTopic topic, string text)
    {
        var understood = Read(text);
        Assert.NotNull(understood.ReportsIssue);
        Assert.Equal(topic, understood.Topic);
    }

    [Theory]
    [InlineData("What is your return policy?")]
    [InlineData("Do you sell refurbished ones?")]
    [InlineData("How do I return something?")]
    [InlineData("¿Cuál es la política de devoluciones?")]
    [InlineData("Quanto tempo tenho para trocar?")]
    [InlineData("What happens if it arrives broken?")]
    [InlineData("It arrived safely, nothing is wrong")]
    public void A_question_about_the_rules_is_no_issue(string text) => Assert.Null(Read(text).ReportsIssue);

    [Theory]
    [InlineData("Please send us an offer for 400 bags with our logo")]
    [InlineData("I want all my personal data deleted, as the GDPR says")]
    [InlineData("Wir möchten Ihre Produkte als Händler weiterverkaufen, wie sind die Konditionen?")]
    [InlineData("Mi hermano falleció, quiero cerrar su cuenta")]
    [InlineData("Il faut répartir la facture entre deux sociétés")]
    [InlineData("Precisamos de um orçamento para 300 unidades")]
    [InlineData("I nostri dati personali vanno cancellati secondo il GDPR")]
    [InlineData("We willen een offerte voor 200 stuks met logo")]
    [InlineData("250 adet logolu ürün için teklif istiyoruz")]
    [InlineData("Kami butuh penawaran 300 pcs dengan logo")]
    [InlineData("نريد عرض سعر لـ 300 قطعة مع شعار الشركة")]
    [InlineData("हमें 300 पीस का कोटेशन चाहिए")]
    public void What_an_assistant_cannot_settle_is_too_complex(string text) => Assert.NotNull(Read(text).TooComplex);

    [Theory]
    [InlineData("What is the difference between the two sizes?")]
    [InlineData("Can I pay by card?")]
    [InlineData("¿Cuánto cuesta el envío a Canarias?")]
    [InlineData("Gibt es das auch in Blau?")]
    [InlineData("tell me a joke")]
    public void A_plain_question_is_nothing_for_a_person(string text)
    {
        var understood = Read(text);
        Assert.Null(understood.TooComplex);
        Assert.Null(understood.ReportsIssue);
        Assert.Null(understood.Frustrated);
        Assert.Null(understood.AsksForPerson);
    }

    [Theory]
    [InlineData("I don't want to talk to a robot")]
    [InlineData("je ne veux pas parler à un robot")]
    [InlineData("não quero falar com robô")]
    [InlineData("لا أريد الروبوت")]
    [InlineData("robotla konuşmak istemiyorum")]
    public void Whoever_wants_no_robot_wants_a_person(string text) => Assert.NotNull(Read(text).AsksForPerson);

    [Theory]
    [InlineData("My gloves turned the wash pink")]
    [InlineData("the pump whistles since this morning")]
    [InlineData("La bomba silba desde ayer")]
    [InlineData("Le guidon tourne dans le vide")]
    [InlineData("Der Lenker dreht sich im Leeren")]
    [InlineData("Il manubrio gira a vuoto")]
    [InlineData("O guidão gira sozinho")]
    [InlineData("Het stuur draait los rond")]
    [InlineData("Gidon kendi kendine dönüyor")]
    [InlineData("Stangnya muter sendiri terus")]
    [InlineData("المقود يدور لوحده دائما")]
    [InlineData("हैंडल अपने आप घूमता रहता है")]
    public void What_is_stated_and_not_asked_is_weakly_for_a_person(string text)
    {
        var found = Read(text);
        Assert.True(found is { TooComplex.Score: >= 0.6 } or { ReportsIssue: not null }, text);
    }

    [Theory]
    [InlineData("hi is the small one in stock")]
    [InlineData("thank you, that helped")]
    [InlineData("i like turtles")]
    [InlineData("ok")]
    [InlineData("busco una bici para niños")]
    [InlineData("je cherche un vélo bleu")]
    [InlineData("Mavi olan var mı stokta")]
    [InlineData("ada warna biru kak")]
    [InlineData("")]
    public void A_question_a_wish_or_thanks_is_no_statement(string text) => Assert.Null(Read(text).TooComplex);

    [Theory]
    [InlineData("THIS IS THE SAME ANSWER AS BEFORE")]
    [InlineData("Estoy harto de esperar")]
    [InlineData("C'est inadmissible")]
    [InlineData("Das ist eine Frechheit")]
    [InlineData("😡 hello")]
    public void Frustration_is_noticed(string text) => Assert.NotNull(Read(text).Frustrated);

    [Theory]
    [InlineData(SmallTalk.Greeting, "Hello everyone!")]
    [InlineData(SmallTalk.Greeting, "¡Buenas tardes!")]
    [InlineData(SmallTalk.Thanks, "Vielen Dank für die Hilfe")]
    [InlineData(SmallTalk.Thanks, "ok merci beaucoup")]
    [InlineData(SmallTalk.Goodbye, "Arrivederci")]
    [InlineData(SmallTalk.None, "Hello, do you have tents?")]
    [InlineData(SmallTalk.None, "thanks but it is broken")]
    public void Small_talk_is_only_what_says_nothing_else(SmallTalk expected, string text) => Assert.Equal(expected, Read(text).SmallTalk);

    [Theory]
    [InlineData("hola, esta listo?")]
    [InlineData("hola esta listo")]
    [InlineData("thanks, is that all?")]
    [InlineData("hello, what day is it?")]
    [InlineData("good morning, all good?")]
    [InlineData("oi, está pronto?")]
    [InlineData("salut ça va, c'est bon?")]
    [InlineData("hallo, ist alles gut mit euch?")]
    [InlineData("ciao, va bene?")]
    [InlineData("hoi, goed?")]
    [InlineData("merhaba, tamam mı?")]
    [InlineData("halo kak, banyak?")]
    [InlineData("مرحبا، تمام؟")]
    [InlineData("नमस्ते, ठीक है?")]
    public void A_question_behind_a_greeting_is_no_small_talk(string text) => Assert.Equal(SmallTalk.None, Read(text).SmallTalk);

    [Theory]
    [InlineData("Hi, how are you?")]
    [InlineData("hola que tal?")]
    [InlineData("olá, tudo bem?")]
    [InlineData("bonjour, ça va ?")]
    [InlineData("Hallo, wie geht es Ihnen?")]
    [InlineData("ciao come stai?")]
    [InlineData("hallo hoe gaat het?")]
    [InlineData("selam nasılsınız?")]
    [InlineData("halo kak, apa kabar?")]
    [InlineData("السلام عليكم، كيف حالك؟")]
    [InlineData("नमस्ते, आप कैसे हैं?")]
    [InlineData("hello?")]
    public void A_pleasantry_that_wants_no_answer_is_a_greeting(string text) => Assert.Equal(SmallTalk.Greeting, Read(text).SmallTalk);

    [Theory]
    [InlineData("great support, wonderful")]
    [InlineData("wonderful agent, thanks")]
    [InlineData("excellent customer service!")]
    [InlineData("the person who helped me was great")]
    [InlineData("excelente atención al cliente")]
    [InlineData("gracias agente")]
    [InlineData("ótimo atendimento")]
    [InlineData("super service client, merci")]
    [InlineData("toller Kundenservice, danke")]
    [InlineData("ottimo servizio clienti")]
    [InlineData("bedankt medewerker")]
    [InlineData("müşteri hizmetleri harika")]
    [InlineData("terima kasih admin")]
    [InlineData("خدمة العملاء ممتازة")]
    public void Praise_for_a_person_asks_for_none(string text) => Assert.Null(Read(text).AsksForPerson);

    [Theory]
    [InlineData("")]
    [InlineData("\0\ud83d\u200b")]
    [InlineData("_ * + [] @ '' ''t")]
    public void No_text_makes_it_fail(string text) => Assert.Null(Read(text).ReportsIssue);

    private static Understood Read(string text) => Reader.Understand(new(text, null));
}
