using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>What "show" lists on the phone.</summary>
public sealed class ThreadShowTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Question = "¿Cuándo llega?";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso. " + Question;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_has_no_words_is_named_and_what_was_taken_back_is_said(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone, "es");
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SendFileAsync(Customer, "image");
        await cosmo.SendFileAsync(Customer, "document", "la factura", "factura.pdf");
        await cosmo.SayAsync(Customer, "una cosa más");
        await cosmo.RevokeAsync(Customer, cosmo.LastId);

        await cosmo.SayAsync(AnaPhone, "ver", ThreadFixture.Notification);
        var lines = (await cosmo.LastToldAsync(ana)).Split('\n');
        Assert.Contains("María López: [imagen]", lines);
        Assert.Contains("María López: [documento: factura.pdf] la factura", lines);
        Assert.Contains("María López eliminó un mensaje.", lines);
        Assert.DoesNotContain(lines, l => l.EndsWith(": ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Notes_stand_among_the_messages_and_are_marked_as_the_teams_own(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "note she is a regular", ThreadFixture.Notification);
        await cosmo.SayAsync(Customer, "¿Hola?");

        await cosmo.SayAsync(AnaPhone, "show", ThreadFixture.Notification);
        var lines = (await cosmo.LastToldAsync(ana)).Split('\n');
        Assert.Equal(["🔒 NOTE, only for the team (Ana): she is a regular", "María López: ¿Hola?"], lines[^2..]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_was_taken_back_is_none_and_the_question_is_open_again(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider, holdSeconds: 30);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Ask for their order number.", ThreadFixture.Notification);
        cosmo.StandsStill = true;
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        var answer = await cosmo.DraftAsync(ana);
        await cosmo.SayAsync(AnaPhone, "show", ThreadFixture.Notification);
        Assert.DoesNotContain($"❓ {Question}", await LastShownAsync(cosmo, ana), StringComparison.Ordinal);
        Assert.Contains($"Us: {answer.Meaning ?? answer.Text}", await LastShownAsync(cosmo, ana), StringComparison.Ordinal);

        await cosmo.SayAsync(AnaPhone, "undo", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "show", ThreadFixture.Notification);
        var shown = await LastShownAsync(cosmo, ana);
        Assert.Contains($"❓ {Question}", shown, StringComparison.Ordinal);
        Assert.Contains("Us, did not reach the customer: ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain($"Us: {answer.Meaning ?? answer.Text}", shown, StringComparison.Ordinal);
        await using var db = cosmo.Read();
        Assert.Equal(Delivery.Recalled, (await db.Set<Message>().SingleAsync(m => m.DraftId != null, Cancel)).Delivery);
    }

    // What the phone was shown last: other words, such as that an answer is on its way, come in between.
    private static async Task<string> LastShownAsync(ThreadFixture cosmo, Guid memberId) =>
        (await cosmo.ToldAsync(memberId)).Last(m => m.Text.StartsWith("The last messages with", StringComparison.Ordinal)).Text;
}
