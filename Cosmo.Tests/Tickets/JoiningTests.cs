using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Tickets;

/// <summary>One customer who wrote to two numbers of ours, from the webhooks on, on both databases.</summary>
public sealed class JoiningTests
{
    private const string Issue = "My lamp arrived broken";
    private const string OtherNumber = "900000000000009";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_customer_who_wrote_to_two_numbers_is_known_again_and_both_tickets_become_one(StorageProvider provider)
    {
        await using var here = await CoreFixture.CreateAsync(provider);
        await using var there = await OtherNumberAsync(here);
        var ana = await here.MemberAsync();
        await SayAsync(here, DefaultSandboxCast.Tom, Issue);
        await SayAsync(there, DefaultSandboxCast.Tom, Issue);
        await SayAsync(here, DefaultSandboxCast.Maria, "Mi pedido llegó dañado");
        var tickets = (await here.AllAsync<Ticket>()).OrderBy(t => t.Number).ToList();
        Assert.Equal(3, tickets.Count);
        var (first, second, marias) = (tickets[0], tickets[1], tickets[2]);
        Assert.NotEqual(await ContactAsync(here, first), await ContactAsync(here, second));

        Assert.Equal([second.Id], await SiblingsAsync(here, first));
        Assert.Equal([first.Id], await SiblingsAsync(here, second));
        Assert.Empty(await SiblingsAsync(here, marias));
        var moves = here.Get<TicketMoves>();
        Assert.Equal(TicketRefusals.MergeOther, await moves.MergeAsync(marias.Id, first.Id, ana, Cancel));
        Assert.Null(await moves.MergeAsync(second.Id, first.Id, ana, Cancel));

        var ended = await ReadAsync(here, second.Id);
        Assert.Equal((TicketState.Closed, Ticket.MergedReason, first.Id), (ended.State, ended.CloseReason, ended.MergedIntoId));
        Assert.Equal(TicketRefusals.Merged, await here.Get<TicketDesk>().ReopenAsync(second.Id, ana, Cancel));
        Assert.Equal(TicketRefusals.Closed, await moves.MergeAsync(second.Id, first.Id, ana, Cancel));
        Assert.Equal(2, (await here.AllAsync<TicketEvent>()).Count(e => e.Step is TicketStep.Merged));
        Assert.Equal(Handler.Team, await HandlerAsync(here, second));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_customer_writes_in_either_conversation_reaches_whoever_has_the_ticket_that_goes_on(StorageProvider provider)
    {
        await using var here = await CoreFixture.CreateAsync(provider);
        await using var there = await OtherNumberAsync(here);
        var ana = await here.MemberAsync();
        await SayAsync(here, DefaultSandboxCast.Tom, Issue);
        await SayAsync(there, DefaultSandboxCast.Tom, Issue);
        var tickets = (await here.AllAsync<Ticket>()).OrderBy(t => t.Number).ToList();
        var (first, second) = (tickets[0], tickets[1]);
        Assert.Null(await here.Get<TicketMoves>().MergeAsync(second.Id, first.Id, ana, Cancel));
        await here.ChangeAsync(async change => Assert.Null(await TicketDesk.AnswerAsync(change, (await change.Db.Set<Ticket>().FindAsync([first.Id], Cancel))!, ana, Cancel)));
        var said = (await here.AllAsync<Message>()).Count(m => m.Author is Author.Assistant);

        await SayAsync(there, DefaultSandboxCast.Tom, "How long does shipping take?");
        var message = (await here.AllAsync<Message>()).Single(m => m.Text == "How long does shipping take?");
        Assert.Equal((second.ConversationId, first.Id), (message.ConversationId, message.TicketId));
        Assert.Equal(TicketState.Requested, (await ReadAsync(here, first.Id)).State);
        Assert.Contains(await here.AllAsync<Cosmo.Core.Notifications.Notice>(), n => n.Event is NotificationEvent.FollowUp && n.MemberId == ana && n.TicketId == first.Id);
        Assert.Equal(said, (await here.AllAsync<Message>()).Count(m => m.Author is Author.Assistant));
        // Whoever answers in the browser where the customer wrote answers that ticket.
        await here.ChangeAsync(async change => Assert.Equal(first.Id, (await TicketDesk.FindOpenAsync(change, second.ConversationId))?.Id));

        Assert.Null(await here.Get<TicketDesk>().CloseAsync(first.Id, ana, "resolved", Cancel));
        Assert.Equal([Handler.Assistant, Handler.Assistant], [await HandlerAsync(here, first), await HandlerAsync(here, second)]);
        await SayAsync(there, DefaultSandboxCast.Tom, Issue);
        Assert.Equal(3, (await here.AllAsync<Ticket>()).Count);
    }

    // The business has taken another number into use; the old one still hears customers.
    private static Task<CoreFixture> OtherNumberAsync(CoreFixture here) => here.SecondNodeAsync(null, ("Channels:WhatsApp:PhoneNumberId", OtherNumber));

    private static Task SayAsync(CoreFixture core, SandboxPerson person, string text) =>
        core.ReceiveAsync(Webhook.FromCustomer(person, core.Business.PhoneNumberId, text, core.Clock.Now));

    private static Task<Ticket> ReadAsync(CoreFixture core, Guid id) => core.ReadAsync(db => db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Id == id, Cancel));

    private static Task<Guid> ContactAsync(CoreFixture core, Ticket ticket) =>
        core.ReadAsync(db => db.Set<Conversation>().Where(c => c.Id == ticket.ConversationId).Select(c => c.ContactId).SingleAsync(Cancel));

    private static Task<Handler> HandlerAsync(CoreFixture core, Ticket ticket) =>
        core.ReadAsync(db => db.Set<Conversation>().Where(c => c.Id == ticket.ConversationId).Select(c => c.Handler).SingleAsync(Cancel));

    private static async Task<List<Guid>> SiblingsAsync(CoreFixture core, Ticket ticket) =>
        [.. (await new TicketHistory(core.Database).OfAsync(ticket.ConversationId, Cancel))[0].Siblings.Select(s => s.Id)];
}
