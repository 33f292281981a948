using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>A message in its conversation, read in the transaction that acts on it.</summary>
internal sealed class ConversationScene(Change change, Conversation conversation, Message message, EntryOffers offers) : ITurnScene
{
    /// <summary>So many replies within <see cref="s_pingPong"/> are no conversation of a person with the assistant any more.</summary>
    private const int MostReplies = 6;

    /// <summary>Messages before the last one that are looked at together with it.</summary>
    private const int MostTogether = 10;

    /// <summary>Messages before the last one that a model is shown.</summary>
    private const int MostSpoken = 6;

    /// <summary>What was said longer before is another matter.</summary>
    private static readonly TimeSpan s_spoken = TimeSpan.FromHours(24);

    private static readonly TimeSpan s_pingPong = TimeSpan.FromMinutes(10);

    /// <summary>What was written longer before is no part of the same question.</summary>
    private static readonly TimeSpan s_together = TimeSpan.FromMinutes(5);

    private static readonly CompiledQuery<Guid, DateTimeOffset, int> s_replies = new((db, conversation, since) =>
        db.Set<Message>().Count(m => m.ConversationId == conversation && m.At > since && m.Author == Author.Assistant));

    private static readonly CompiledList<Guid, int, Before> s_before = new((db, conversation, position) =>
        db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversation && m.Position < position)
            .OrderByDescending(m => m.Position).Take(MostTogether)
            .Select(m => new Before(m.Author, m.Kind, m.Text, m.TicketId, m.At)));

    public string Text => message.Words;
    public MessageKind Kind => message.Kind;
    public string? Language => conversation.Language;
    public bool IsLast => conversation.Version == message.Position;

    public async Task<Writer> WriterAsync(CancellationToken cancel) =>
        await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel) is { } contact ? new(contact.Name, contact.IsVip) : Writer.Unknown;

    public Task<PlainAnswer?> ChosenAsync(CancellationToken cancel) => offers.ChosenAsync(change, message, cancel);

    public Task<bool> MayOfferAsync(CancellationToken cancel) => EntryOffers.MayOfferAsync(change, conversation, message, cancel);

    public async Task<bool> MayAskAsync(CancellationToken cancel) =>
        conversation.Window.IsOpen(change.Now) && message.Kind is MessageKind.Text && await (
            from use in change.Db.Set<TurnUse>()
            where use.ConversationId == conversation.Id && use.Kind == TurnUseKind.Message
            join about in change.Db.Set<Message>() on use.MessageId equals about.Id
            where about.Position < message.Position
            orderby about.Position descending
            select use.Decided).FirstOrDefaultAsync(cancel) is not CounselKind.AskBack;

    public async Task<IReadOnlyList<SpokenLine>> SpokenAsync(CancellationToken cancel)
    {
        var since = message.At - s_spoken;
        var lines = await change.Db.Set<Message>().AsNoTracking()
            .Where(m => m.ConversationId == conversation.Id && m.Position < message.Position && m.At > since && m.Text != "" && m.Kind != MessageKind.Unsupported).Where(Message.Said)
            .OrderByDescending(m => m.Position).Take(MostSpoken).Select(m => new { m.Author, m.Text }).ToListAsync(cancel);
        return [.. lines.Select(l => new SpokenLine(l.Author is Author.Customer ? "customer" : "us", l.Text)).Reverse()];
    }

    public async Task<bool> IsPingPongAsync(CancellationToken cancel) =>
        conversation.Version > MostReplies && await s_replies.RunAsync(change.Db, conversation.Id, change.Now - s_pingPong) >= MostReplies;

    public async Task<IReadOnlyList<string>> EarlierAsync(CancellationToken cancel)
    {
        if (message.Position == 1)
            return [];
        var since = message.At - s_together;
        var before = await s_before.RunAsync(change.Db, conversation.Id, message.Position);
        return [.. before.TakeWhile(m => m.Author is Author.Customer && m.TicketId is null && m.At > since).Reverse()
            .Where(m => Deliberating.HasWords(m.Kind)).Select(m => m.Text)];
    }

    private sealed record Before(Author Author, MessageKind Kind, string Text, Guid? TicketId, DateTimeOffset At);
}
