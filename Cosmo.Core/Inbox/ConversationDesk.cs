using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>What a member does with a whole conversation.</summary>
public sealed class ConversationDesk(Changes changes)
{
    public static readonly Refusal NotFound = new("conversation.not-found", "This conversation no longer exists.");
    public static readonly Refusal WithTeam = new("conversation.with-team", "The team has this conversation already.");
    public static readonly Refusal WithAssistant = new("conversation.with-assistant", "The assistant has this conversation already.");

    /// <summary>The reason kept with a ticket that ended because the assistant was given the conversation back.</summary>
    public const string HandedBackReason = "handed-back";

    /// <summary>A member has looked at it: nothing in it is unread any more.</summary>
    public Task<Refusal?> SeenAsync(Guid conversationId, CancellationToken cancel = default) => ChangeAsync(
        conversationId,
        null,
        async (change, conversation) =>
        {
            if (conversation.Unread > 0)
                await ReadMarks.QueueAsync(change, conversation, typing: false, cancel);
            conversation.MarkSeen();
            return null;
        },
        cancel);

    /// <summary>It is to be looked at again later.</summary>
    public Task<Refusal?> UnseenAsync(Guid conversationId, CancellationToken cancel = default) => ChangeAsync(
        conversationId,
        null,
        (_, conversation) =>
        {
            conversation.MarkUnseen();
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>A member takes the conversation from the assistant: a ticket opens, and the member has it.</summary>
    public Task<Refusal?> TakeOverAsync(Guid conversationId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        conversationId,
        memberId,
        async (change, conversation) =>
        {
            if (conversation.Handler is Handler.Team)
                return WithTeam;
            var last = await change.Db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversationId && m.Author == Author.Customer && !m.IsRevoked)
                .OrderByDescending(m => m.Position).FirstOrDefaultAsync(cancel);
            var (ticket, _) = await TicketDesk.OpenAsync(change, conversation, new(Trigger.Member, CaseTopic.General, "", 1, 1), last?.Issue ?? "", isHeld: true);
            // One that was theirs before is theirs again.
            return await Handing.GiveAsync(change, ticket, memberId, memberId, "", cancel) is { } refusal && refusal != TicketRefusals.HasIt ? refusal : null;
        },
        cancel);

    /// <summary>The assistant answers again: the open ticket, if there is one, ends.</summary>
    public Task<Refusal?> HandBackAsync(Guid conversationId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        conversationId,
        memberId,
        async (change, conversation) =>
        {
            if (conversation.Handler is Handler.Assistant)
                return WithAssistant;
            if (await TicketDesk.FindOpenAsync(change, conversationId) is { } ticket)
            {
                TicketDesk.Record(change, ticket, TicketStep.HandedBack, memberId);
                return await TicketDesk.CloseAsync(change, ticket, memberId, HandedBackReason, cancel);
            }

            conversation.HandBack();
            change.Tell(Topic.Conversation(conversationId));
            return null;
        },
        cancel);

    private Task<Refusal?> ChangeAsync(Guid conversationId, Guid? memberId, Func<Change, Conversation, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (memberId is { } by && await Members.RefuseAsync(change, by, cancel) is { } left)
                return left;
            if (await change.Db.Set<Conversation>().FindAsync([conversationId], cancel) is not { } conversation)
                return NotFound;
            change.Tell(Topic.Inbox);
            return await decide(change, conversation);
        },
        cancel);
}
