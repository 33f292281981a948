using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.Notifications;

namespace Cosmo.Tests.TeamThread;

/// <summary>What has no words of the customer's is called by the words of the member's language, wherever a member is told of it.</summary>
public sealed class WordlessTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Question = "¿Dónde está mi pedido?";
    private const string Instruction = "Ask for their order number.";

    private static readonly string s_unsupported = $"[{ThreadTexts.Say("de", "kind.Unsupported")}]";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_WhatsApp_does_not_hand_on_is_said_in_the_members_language(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone, "de");
        await cosmo.SayUnsupportedAsync(Customer);   // opens the ticket
        Assert.Contains(s_unsupported, await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        var before = (await cosmo.ToldAsync(ana)).Count;
        await cosmo.SayUnsupportedAsync(Customer);
        foreach (var word in new[] { "list", "show", "yes" })   // the last one is held: what came in is shown
            await cosmo.SayAsync(AnaPhone, word, ThreadFixture.Notification);

        var told = (await cosmo.ToldAsync(ana)).Skip(before).Select(m => m.Text).ToList();
        Assert.Equal(4, told.Count(text => text.Contains(s_unsupported, StringComparison.Ordinal)));   // told, listed, shown, news
        Assert.DoesNotContain(told, text => text.Contains("edit", StringComparison.Ordinal) || text.Contains("[Unsupported", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_picture_is_called_one_when_it_opens_the_ticket_when_it_follows_and_in_every_list(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail, ("Mail:ShowsCustomers", "true"));
        var (ana, eva) = (await cosmo.MemberAsync("Ana", AnaPhone, "de"), await cosmo.StrangerAsync("Eva", "es"));
        Assert.Null(await cosmo.Notifications.ChooseAsync(eva, NotificationEvent.NewTicket, Ways.Email, Cancel));
        await cosmo.SendFileAsync(Customer, "image");
        var first = await cosmo.LastToldAsync(ana);
        Assert.Contains("[Bild]", first, StringComparison.Ordinal);
        Assert.DoesNotContain("\n(", first, StringComparison.Ordinal);   // nothing was said that could mean anything
        await Eventually.SeeAsync("the mail has arrived", async () =>
        {
            await cosmo.SettleAsync();
            return mail.Taken.Any(m => MailServer.Body(m).Contains("[imagen]", StringComparison.Ordinal));
        });

        var meaning = PhrasebookTranslator.Translate(Question, "es", "de")!.Text;
        var before = (await cosmo.ToldAsync(ana)).Count;
        await cosmo.SendFileAsync(Customer, "image", Question);
        Assert.Contains($"“[Bild] {Question}”\n({meaning})", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SendFileAsync(Customer, "document", name: "factura.pdf");
        Assert.Contains("“[Dokument: factura.pdf]”", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        foreach (var word in new[] { "list", "show", "translate" })
            await cosmo.SayAsync(AnaPhone, word, ThreadFixture.Notification);
        var told = (await cosmo.ToldAsync(ana)).Skip(before).Select(m => m.Text).ToList();
        Assert.Contains(told, text => text.Contains($"\n[Bild] {meaning}\n[Dokument: factura.pdf]", StringComparison.Ordinal));   // translated
        Assert.DoesNotContain(await cosmo.ToldAsync(ana), m => m.Text.Contains($"[{MessageKind.Image}", StringComparison.Ordinal) || m.Text.Contains($"[{MessageKind.Document}", StringComparison.Ordinal));
        Assert.DoesNotContain(mail.Taken, m => MailServer.Body(m).Contains($"[{MessageKind.Image}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Image]", "[Bild]", "")]
    [InlineData("[Location: Plaza Mayor, Madrid]", "[Standort: Plaza Mayor, Madrid]", "")]
    [InlineData("[Unsupported: edit]", "[eine Nachricht, die nur in WhatsApp zu sehen ist]", "")]
    [InlineData("Hola\n… [Voice]", "Hola\n… [Sprachnachricht]", "Hola")]
    [InlineData("[Contacts: so lang, dass…", "[Kontaktkarte: so lang, dass…", "")]
    [InlineData("[Images] ¿y [Image]?", "[Images] ¿y [Image]?", "[Images] ¿y [Image]?")]
    public void What_stands_for_a_message_is_told_from_words(string kept, string shown, string said)
    {
        Assert.Equal((shown, said), (Wordless.In("de", kept), Wordless.Said(kept)));
        Assert.Equal(shown, Wordless.InShort("de", kept, null));
    }

    [Fact]
    public void In_short_the_meaning_stands_for_the_words_and_what_has_none_stays() =>
        Assert.Equal("… [Bild]\nHallo", Wordless.InShort("de", "Hola\n… [Image]", "Hallo"));
}
