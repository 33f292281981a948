using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>Why a ticket is wanted.</summary>
/// <param name="Evidence">The customer's words or the rule that fired.</param>
public sealed record Reason(Trigger Trigger, CaseTopic Topic, string Evidence, double Score, double Threshold)
{
    /// <summary>The department that a rule named; null leaves it to the topic.</summary>
    public Guid? DepartmentId { get; init; }
}

/// <summary>What customers' words do to tickets.</summary>
public sealed partial class TicketDesk
{
    /// <summary>A customer who writes within this time about the same thing goes on with the old ticket.</summary>
    public static readonly TimeSpan Reopens = TimeSpan.FromDays(7);

    private static readonly CompiledQuery<Guid, Ticket?> s_open = new((db, conversation) =>
        db.Set<Ticket>().FirstOrDefault(t => t.ConversationId == conversation && t.State != TicketState.Closed));

    // The open one, else the last one.
    private static readonly CompiledQuery<Guid, Ticket?> s_last = new((db, conversation) =>
        db.Set<Ticket>().Where(t => t.ConversationId == conversation)
            .OrderBy(t => t.State == TicketState.Closed).ThenByDescending(t => t.OpenedAt).FirstOrDefault());

    /// <summary>Opens a ticket, adds to the open one, or reopens the last one about the same thing.</summary>
    /// <returns>The ticket, and whether it is new to the team.</returns>
    public static async Task<(Ticket Ticket, bool IsNew)> OpenAsync(Change change, Conversation conversation, Reason reason, string issue, bool isHeld = false)
    {
        conversation.HandOff();
        change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(conversation.Id));

        var last = await s_last.RunAsync(change.Db, conversation.Id);
        if (last is { IsOpen: true } open)
        {
            Record(change, open, TicketStep.AddedTo, null, reason.Evidence);
            return (open, false);
        }

        if (last is { ClosedAt: { } closed } && last.Topic == reason.Topic && last.MergedIntoId is null && change.Now - closed < Reopens && last.Reopen(change.Now) is null)
        {
            if (reason.DepartmentId is { } other)
                last.Name(other);
            Record(change, last, TicketStep.Reopened, null, reason.Evidence);
            change.Add(TicketWork.Of(TicketWork.Route, last.Id, isHeld ? TicketWork.Held : null));
            return (last, true);
        }

        var ticket = Ticket.Open(await Counter.NextAsync(change, "ticket"), conversation.Id, reason.Trigger, reason.Topic,
            Cut.To(reason.Evidence, 500), reason.Score, reason.Threshold, Cut.To(issue, 2000), change.Now);
        if (reason.DepartmentId is { } department)
            ticket.Name(department);
        change.Db.Add(ticket);
        Record(change, ticket, TicketStep.Opened, null, reason.Evidence);
        change.Add(TicketWork.Of(TicketWork.Route, ticket.Id, isHeld ? TicketWork.Held : null));
        return (ticket, true);
    }

    /// <summary>The customer wrote while the team has the conversation: whoever has the ticket hears it.</summary>
    public static async Task FollowUpAsync(Change change, Conversation conversation, Message message, CancellationToken cancel)
    {
        if (await FindOpenAsync(change, conversation.Id) is not { } ticket)
            return;
        message.TicketId = ticket.Id;
        await TicketMoves.WakeAsync(change, ticket, null, cancel);
        if (ticket.CustomerWrote(change.Now))
        {
            Record(change, ticket, TicketStep.CustomerWrote);
            change.Add(TicketWork.Of(TicketWork.Waits, ticket.Id));
        }

        // A holder who has left hears nothing: the ticket looks for somebody else.
        if (ticket.HolderId is { } holder && !await change.Db.Set<Member>().AnyAsync(m => m.Id == holder && m.IsActive, cancel) && ticket.Release() is null)
        {
            Record(change, ticket, TicketStep.Released, holder);
            change.Add(TicketWork.Of(TicketWork.Route, ticket.Id));
        }

        change.Add(TicketWork.Of(TicketWork.WroteAgain, ticket.Id, message.Id.ToString()));
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    /// <summary>The open ticket of a conversation: its own, or the one that goes on in the place of its last one.</summary>
    public static async Task<Ticket?> FindOpenAsync(Change change, Guid conversationId) =>
        await s_open.RunAsync(change.Db, conversationId) ?? await Joining.GoesOnInAsync(change, conversationId);
}
