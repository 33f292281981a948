using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>What a colleague wrote after a draft was made holds it, as what the customer wrote does.</summary>
public sealed class HeldByColleaguesTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string BoPhone = "34700000002";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_colleagues_note_holds_the_yes_on_the_phone_and_ones_own_does_not(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.MemberAsync("Bo", BoPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(BoPhone, "note before anything was drafted", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "Ask for their order number.", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "note my own", ThreadFixture.Notification);
        await cosmo.SayAsync(BoPhone, "note she called the shop", ThreadFixture.Notification);

        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Single(await cosmo.ToCustomersAsync());   // the acknowledgement
        var held = await cosmo.LastToldAsync(ana);
        Assert.Contains("Before I send it: something new came in for #1.\n🔒 NOTE, only for the team (Bo): she called the shop\nSend it anyway?", held, StringComparison.Ordinal);

        await cosmo.SayAsync(AnaPhone, "note mine again", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_colleagues_note_holds_the_confirmation_in_the_browser(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.MemberAsync("Bo", BoPhone);
        await cosmo.SayAsync(Customer, Complaint);
        var conversation = (await cosmo.AllTicketsAsync())[0].ConversationId;
        Assert.Null(await cosmo.Drafts.BeginAsync(Guid.CreateVersion7(), conversation, ana, DraftSource.Browser, "Ask for their order number.", Cancel));
        await cosmo.SettleAsync();
        await cosmo.SayAsync(BoPhone, "note she called the shop", ThreadFixture.Notification);

        var shown = (await cosmo.Shown.WaitingAsync(conversation, ana, Cancel))!;
        Assert.Equal(DraftRefusals.SomethingNew, await cosmo.Drafts.ConfirmAsync(shown.Id, ana, shown.Revision, false, Cancel));
        var held = (await cosmo.Shown.WaitingAsync(conversation, ana, Cancel))!;
        Assert.Equal((DraftState.Held, true, "she called the shop"), (held.State, Assert.Single(held.News).IsNote, held.News[0].Text));
        Assert.Null(await cosmo.Drafts.ShowNewsAsync(held.Id, ana, held.NewsUntil, Cancel));
        var seen = (await cosmo.Shown.WaitingAsync(conversation, ana, Cancel))!;
        Assert.Null(await cosmo.Drafts.ConfirmAsync(seen.Id, ana, seen.Revision, false, Cancel));
        await cosmo.SettleAsync();
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_colleagues_answer_holds_the_draft_of_whoever_has_the_ticket_now_on_the_phone(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Ask for their order number.", ThreadFixture.Notification);
        await AnsweredByAsync(cosmo, bo, ana);

        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);   // the acknowledgement, and what Bo said
        var held = await cosmo.LastToldAsync(ana);
        Assert.Contains("something new came in for #1.\nUs: ", held, StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(3, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_colleagues_answer_holds_the_draft_of_whoever_has_the_ticket_now_in_the_browser(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        var conversation = (await cosmo.AllTicketsAsync())[0].ConversationId;
        Assert.Null(await cosmo.Drafts.BeginAsync(Guid.CreateVersion7(), conversation, ana, DraftSource.Browser, "Ask for their order number.", Cancel));
        await cosmo.SettleAsync();
        await AnsweredByAsync(cosmo, bo, ana);

        var shown = (await cosmo.Shown.WaitingAsync(conversation, ana, Cancel))!;
        Assert.Equal(DraftRefusals.SomethingNew, await cosmo.Drafts.ConfirmAsync(shown.Id, ana, shown.Revision, false, Cancel));
        var news = Assert.Single((await cosmo.Shown.WaitingAsync(conversation, ana, Cancel))!.News);
        Assert.Equal((Author.Member, (Guid?)bo, false), (news.Author, news.MemberId, news.IsNote));
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    // Bo answers, and gives the ticket to Ana.
    private static async Task AnsweredByAsync(ThreadFixture cosmo, Guid bo, Guid ana)
    {
        await cosmo.SayAsync(BoPhone, "Ask for a photo.", ThreadFixture.Notification);
        await cosmo.SayAsync(BoPhone, "yes", ThreadFixture.Notification);
        Assert.Null(await cosmo.Tickets.AssignAsync((await cosmo.AllTicketsAsync())[0].Id, ana, bo, Cancel));
        await cosmo.SettleAsync();
    }
}
