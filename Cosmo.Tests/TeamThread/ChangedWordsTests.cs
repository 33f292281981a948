using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>A customer edits or takes back what they wrote while a member's answer to it waits.</summary>
public sealed class ChangedWordsTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";
    private const string NewWords = "Hola, mi pedido llegó bien, gracias";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Changed_words_hold_a_draft_on_the_phone_and_are_shown(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        var written = cosmo.LastId;
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        var before = (await cosmo.ToCustomersAsync()).Count;

        await cosmo.EditAsync(Customer, written, NewWords);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);

        Assert.Equal(before, (await cosmo.ToCustomersAsync()).Count);
        Assert.Contains($"María López changed a message: {NewWords}", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);

        await cosmo.RevokeAsync(Customer, written);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);

        Assert.Equal(before, (await cosmo.ToCustomersAsync()).Count);
        Assert.Contains("María López took a message back.", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);

        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(before + 1, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Changed_words_hold_a_draft_in_the_browser_beside_what_is_new(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.StrangerAsync("Ana");
        await cosmo.SayAsync(Customer, Complaint);
        var written = cosmo.LastId;
        var conversation = await ConversationAsync(cosmo);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        await cosmo.ChangeAsync(change =>
        {
            var begun = Draft.Begin(Guid.CreateVersion7(), conversation, ticket.Id, ana, DraftSource.Browser, Instruction, change.Now);
            begun.Compose("Devolvemos el importe.", "es", null, "test", []);
            change.Db.Add(begun);
            return Task.CompletedTask;
        });
        var draft = await cosmo.DraftAsync(ana);

        await cosmo.RevokeAsync(Customer, written);
        await cosmo.RevokeAsync(Customer, written);
        Assert.Equal((conversation.Version, conversation.Edits + 1), ((await ConversationAsync(cosmo)).Version, (await ConversationAsync(cosmo)).Edits));
        await cosmo.SayAsync(Customer, NewWords);

        Assert.Equal(DraftRefusals.SomethingNew, await cosmo.Drafts.ConfirmAsync(draft.Id, ana, draft.Revision, acceptFindings: false, Cancel));
        var held = await cosmo.Shown.WaitingAsync(conversation.Id, ana, Cancel);
        Assert.Equal([(true, ""), (false, NewWords)], held!.News.Where(m => m.Author is Author.Customer).Select(m => (m.IsRevoked, m.Text)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task While_the_assistant_answers_a_changed_message_stays_the_last_one(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.SayAsync(Customer, "Gracias");
        var before = await ConversationAsync(cosmo);
        Assert.Equal(Handler.Assistant, before.Handler);

        await cosmo.EditAsync(Customer, cosmo.LastId, "Muchas gracias");

        Assert.Equal(before.Version, (await ConversationAsync(cosmo)).Version);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Words_that_changed_while_the_assistant_answers_hold_a_draft_that_was_begun_before(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.StrangerAsync("Ana");
        await cosmo.SayAsync(Customer, "Gracias");
        var conversation = await ConversationAsync(cosmo);
        Assert.Null(await cosmo.Drafts.BeginAsync(Guid.CreateVersion7(), conversation.Id, ana, DraftSource.Browser, Instruction, Cancel));
        await cosmo.SettleAsync();
        var draft = await cosmo.DraftAsync(ana);
        Assert.Equal(Handler.Assistant, (await ConversationAsync(cosmo)).Handler);
        var before = (await cosmo.ToCustomersAsync()).Count;

        await cosmo.EditAsync(Customer, cosmo.LastId, NewWords);

        Assert.Equal(DraftRefusals.SomethingNew, await cosmo.Drafts.ConfirmAsync(draft.Id, ana, draft.Revision, acceptFindings: true, Cancel));
        var held = await cosmo.Shown.WaitingAsync(conversation.Id, ana, Cancel);
        Assert.Equal((NewWords, true), (Assert.Single(held!.News).Text, held.News[0].IsEdited));
        Assert.Equal(before, (await cosmo.ToCustomersAsync()).Count);
        Assert.Null(await cosmo.Drafts.ShowNewsAsync(draft.Id, ana, held.NewsUntil, Cancel));
        Assert.Null(await cosmo.Drafts.ConfirmAsync(draft.Id, ana, (await cosmo.DraftAsync(ana)).Revision, acceptFindings: true, Cancel));
    }

    private static async Task<Conversation> ConversationAsync(ThreadFixture cosmo)
    {
        await using var db = cosmo.Read();
        return await db.Set<Conversation>().AsNoTracking().SingleAsync(Cancel);
    }
}
