using Cosmo.Core.Assistant;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>A member's words on their way to a customer: drafted, shown, confirmed, sent. The browser and the phone use the same road.</summary>
public sealed class DraftDesk(Changes changes)
{
    /// <summary>WhatsApp's limit for one text message, in characters.</summary>
    public const int LongestText = 4096;

    /// <summary>Begins a draft; it is composed a moment later and shown. An older one of the same member here is replaced.</summary>
    /// <param name="draftId">The new draft's id, chosen by the caller: the same id twice begins one draft.</param>
    public Task<Refusal?> BeginAsync(Guid draftId, Guid conversationId, Guid memberId, DraftSource source, string words, CancellationToken cancel = default) =>
        BeginAsync(draftId, conversationId, memberId, source, words, null, cancel);

    /// <summary>The same, with what it tells.</summary>
    /// <param name="questionId">The open question whose answer it is; null for any other draft.</param>
    public Task<Refusal?> BeginAsync(
        Guid draftId, Guid conversationId, Guid memberId, DraftSource source, string words, Guid? questionId, CancellationToken cancel = default) =>
        changes.RunAsync(change => BeginAsync(change, draftId, conversationId, memberId, source, words, Wording.AsItIs, questionId, cancel), cancel);

    /// <summary>The same, inside a change that is under way.</summary>
    public static Task<Refusal?> BeginAsync(
        Change change, Guid draftId, Guid conversationId, Guid memberId, DraftSource source, string words, CancellationToken cancel) =>
        BeginAsync(change, draftId, conversationId, memberId, source, words, Wording.AsItIs, null, cancel);

    /// <summary>The same, with how it is to sound and what it tells.</summary>
    /// <param name="questionId">The open question whose answer it is; null for any other draft.</param>
    public static async Task<Refusal?> BeginAsync(
        Change change, Guid draftId, Guid conversationId, Guid memberId, DraftSource source, string words, Wording wording, Guid? questionId, CancellationToken cancel)
    {
        if (await Members.RefuseAsync(change, memberId, cancel) is { } left)
            return left;
        if (string.IsNullOrWhiteSpace(words))
            return DraftRefusals.Empty;
        if (words.Length > LongestText)
            return DraftRefusals.TooLong;
        if (await change.Db.Set<Draft>().AnyAsync(d => d.Id == draftId, cancel))
            return null;
        if (await change.Db.Set<Conversation>().FindAsync([conversationId], cancel) is not { } conversation)
            return DraftRefusals.NotFound;
        var ticket = await TicketDesk.FindOpenAsync(change, conversationId);
        if (ticket?.HolderId is { } holder && holder != memberId)
            return TicketRefusals.HeldByAnother;

        foreach (var older in await change.Db.Set<Draft>().Where(d => d.ConversationId == conversationId && d.MemberId == memberId
            && (d.State == DraftState.Open || d.State == DraftState.Held || d.State == DraftState.Stuck || d.State == DraftState.Composing)).ToListAsync(cancel))
            older.Replace();

        var notes = await Seen.NotesFor(change.Db, conversationId, memberId).CountAsync(cancel);
        change.Db.Add(Draft.Begin(draftId, conversation, ticket?.Id, memberId, source, words.Trim(), change.Now, wording, notes, questionId));
        if (ticket is not null)
            TicketDesk.Record(change, ticket, TicketStep.Drafted, memberId);
        await ReadMarks.QueueAsync(change, conversation, typing: true, cancel);
        change.Add(new(ReplyWork.Compose, $"draft:{draftId}", draftId.ToString()));
        change.Tell(Topic.Conversation(conversationId));
        return null;
    }

    /// <summary>Has the words of a draft that waits put otherwise: a new draft, shown again.</summary>
    /// <param name="wording">How it is to sound.</param>
    public Task<Refusal?> RewordAsync(Guid draftId, Guid memberId, Wording wording, CancellationToken cancel = default) => ChangeAsync(
        draftId,
        memberId,
        async (change, draft, conversation) =>
            draft.MemberId != memberId ? DraftRefusals.NotYours
            : draft.State is not (DraftState.Open or DraftState.Held) ? DraftRefusals.NotWaiting
            : await BeginAsync(change, Guid.CreateVersion7(), conversation.Id, memberId, draft.Source, draft.Words, wording, draft.QuestionId, cancel),
        cancel);

    /// <summary>Sends the member's own words, because they could not be put into the customer's language; still to be confirmed.</summary>
    public Task<Refusal?> UseAsWrittenAsync(Guid draftId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        draftId,
        memberId,
        (change, draft, conversation) => UseAsWrittenAsync(change, draft, conversation, memberId, cancel),
        cancel);

    /// <summary>The same, inside a change that is under way.</summary>
    public static async Task<Refusal?> UseAsWrittenAsync(Change change, Draft draft, Conversation conversation, Guid memberId, CancellationToken cancel)
    {
        if (draft.MemberId != memberId)
            return DraftRefusals.NotYours;
        if (draft.State is not DraftState.Stuck)
            return DraftRefusals.NotWaiting;
        if (draft.IsStuckAtTemplate && conversation.Window.IsOpen(change.Now) && draft.Free())
            return null;
        if (draft.IsStuckAtTemplate)
            return draft.IsTooLongForTemplate ? DraftRefusals.TemplateTooLong : DraftRefusals.NoTemplate;
        return await AnswerForm.ComposeAsync(change, draft, conversation, draft.Words, draft.Language, null, "as-written", [], cancel);
    }

    /// <summary>Sends the draft, word for word, if nothing is against it. The first confirmed answer takes the ticket.</summary>
    /// <param name="shown">The <see cref="Draft.Revision"/> that the member was shown: no other words leave than those.</param>
    /// <param name="acceptFindings">The member has seen what the fact guard found and accepts it.</param>
    public Task<Refusal?> ConfirmAsync(Guid draftId, Guid memberId, int shown, bool acceptFindings, CancellationToken cancel = default) => ChangeAsync(
        draftId,
        memberId,
        (change, draft, conversation) => ConfirmAsync(change, draft, conversation, memberId, shown, acceptFindings, cancel),
        cancel);

    /// <summary>The same, inside a change that is under way.</summary>
    /// <param name="shown">Null where it is not known what the member was shown: nothing is sent then.</param>
    public static async Task<Refusal?> ConfirmAsync(
        Change change, Draft draft, Conversation conversation, Guid memberId, int? shown, bool acceptFindings, CancellationToken cancel)
    {
        // Nothing leaves in the name of somebody who is gone, by whatever road the yes came.
        if (await Members.RefuseAsync(change, memberId, cancel) is { } left)
            return left;
        if (draft.MemberId != memberId)
            return DraftRefusals.NotYours;
        if (draft.State is DraftState.Confirmed)
            return DraftRefusals.AlreadySent;
        var ticket = await TicketDesk.FindOpenAsync(change, conversation.Id);
        // A colleague was first: this answer is not sent, whatever its state.
        if (ticket?.HolderId is { } holder && holder != memberId)
            return await LateAsync(change, draft, ticket, memberId);
        if (draft.TicketId is { } meant && ticket?.Id != meant)
            return await LateAsync(change, draft, await change.Db.Set<Ticket>().FindAsync([meant], cancel), memberId);
        // What no template could carry goes as it is once the customer has written; but shown first.
        if (conversation.Window.IsOpen(change.Now) && draft.Free())
            return change.Keep(DraftRefusals.WindowOpen);
        if (draft.Confirm(memberId, shown, await Seen.AllOfAsync(change.Db, conversation, memberId, cancel), acceptFindings) is { } refusal)
        {
            if (refusal == DraftRefusals.SomethingNew && ticket is not null)
                TicketDesk.Record(change, ticket, TicketStep.Held, memberId);
            return change.Keep(refusal);
        }

        // The window closed while the draft waited: what would leave now has other words, so it is shown again.
        if (!conversation.Window.IsOpen(change.Now) && draft.Template is null)
        {
            draft.Reopen();
            return change.Keep(await AnswerForm.ComposeAsync(change, draft, conversation, draft.Text, draft.Language, draft.Meaning, draft.Engine, draft.FindingLines, cancel)
                ?? DraftRefusals.WindowClosed);
        }

        ticket ??= (await TicketDesk.OpenAsync(change, conversation, new(Trigger.Member, CaseTopic.General, "", 1, 1), draft.Words)).Ticket;
        if (await TicketDesk.AnswerAsync(change, ticket, memberId, cancel) is { } taken)
            return taken;
        await SendAsync(change, draft, conversation, ticket, cancel);
        if (draft.QuestionId is { } questionId)
            await ToldQuestions.TellAsync(change, questionId, cancel);
        return null;
    }

    /// <summary>The member was shown what is new and may confirm again; where still more came in meanwhile, that is new.</summary>
    /// <param name="shown">How far what they were shown goes, see <see cref="DraftView.NewsUntil"/>.</param>
    public Task<Refusal?> ShowNewsAsync(Guid draftId, Guid memberId, Seen shown, CancellationToken cancel = default) => ChangeAsync(
        draftId,
        memberId,
        async (change, draft, conversation) =>
            draft.ShowNews(memberId, shown, await Seen.AllOfAsync(change.Db, conversation, memberId, cancel)) is { } refusal ? change.Keep(refusal) : null,
        cancel);

    public Task<Refusal?> CancelAsync(Guid draftId, Guid memberId, CancellationToken cancel = default) =>
        ChangeAsync(draftId, memberId, (_, draft, _) => Task.FromResult(draft.Cancel(memberId)), cancel);

    /// <summary>Takes a confirmed answer back, as long as it has not left. It never leaves then.</summary>
    public Task<Refusal?> TakeBackAsync(Guid draftId, Guid memberId, CancellationToken cancel = default) =>
        ChangeAsync(draftId, memberId, (change, draft, conversation) => TakingBack.RunAsync(change, draft, conversation, memberId, cancel), cancel);

    private static async Task SendAsync(Change change, Draft draft, Conversation conversation, Ticket ticket, CancellationToken cancel)
    {
        var hold = await UndoHold.ReadAsync(change.Db, cancel);
        DateTimeOffset? due = hold > TimeSpan.Zero ? change.Now + hold : null;
        var message = conversation.Say(
            new Outbound(Author.Member, draft.Text, draft.Language)
            {
                Kind = draft.Template is null ? Conversations.MessageKind.Text : Conversations.MessageKind.Template,
                MemberId = draft.MemberId,
                TicketId = ticket.Id,
                DraftId = draft.Id,
                Meaning = draft.Meaning,
                Sources = draft.PreparedId is { } prepared ? (await change.Db.Set<PreparedAnswer>().FindAsync([prepared], cancel))?.Sources : null,
                HeldUntil = due,
            },
            change.Now);
        change.Db.Add(message);
        var to = await Outbox.RecipientAsync(change, conversation);
        WhatsAppSend send = draft.Template is null ? new TextSend(message.Text) { To = to } : AnswerForm.Filled(draft) with { To = to };
        Outbox.Queue(change, message, send, due);
        change.Tell(Topic.Inbox, Topic.Conversation(conversation.Id));
    }

    private static Task<Refusal> LateAsync(Change change, Draft draft, Ticket? ticket, Guid memberId)
    {
        draft.Replace();
        if (ticket is not null)
            TicketDesk.Record(change, ticket, TicketStep.Late, memberId);
        return Task.FromResult(change.Keep(ticket is { IsOpen: false } ? TicketRefusals.Closed : TicketRefusals.HeldByAnother));
    }

    private Task<Refusal?> ChangeAsync(Guid draftId, Guid memberId, Func<Change, Draft, Conversation, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } left)
                return left;
            if (await change.Db.Set<Draft>().FindAsync([draftId], cancel) is not { } draft
                || await change.Db.Set<Conversation>().FindAsync([draft.ConversationId], cancel) is not { } conversation)
                return DraftRefusals.NotFound;
            change.Tell(Topic.Conversation(conversation.Id));
            return await decide(change, draft, conversation);
        },
        cancel);
}
