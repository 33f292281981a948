using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>One turn of the assistant over one message of a customer: lets what was decided have its effect, or stays silent.</summary>
public sealed class AssistantTurn(Deliberating deliberating, AutoResponder responder, EntryOffers offers, Manners manners, TurnUses uses)
{
    // The contact comes along: whatever is said to the customer calls them by name.
    private static readonly CompiledQuery<Guid, Loaded?> s_loaded = new((db, messageId) => (
        from message in db.Set<Message>()
        where message.Id == messageId
        join conversation in db.Set<Conversation>() on message.ConversationId equals conversation.Id
        join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
        select new Loaded(message, conversation, contact)).FirstOrDefault());

    /// <summary>What a turn works on; null when there is nothing to do any more.</summary>
    internal static async Task<(Conversation Conversation, Message Message)?> LoadAsync(CosmoContext db, WorkItem item)
    {
        if (item.InHand?.Rows is Arrival arrival)
            return (arrival.Conversation, arrival.Message);
        var ids = item.Body.Split(' ');
        return await s_loaded.RunAsync(db, Guid.Parse(ids[1])) is { } found ? (found.Conversation, found.Message) : null;
    }

    /// <summary>Lets what was understood have its effect.</summary>
    /// <param name="change">Where it has its effect.</param>
    /// <param name="conversation">The conversation now.</param>
    /// <param name="message">The customer's message.</param>
    /// <param name="understood">What it says.</param>
    /// <param name="consultation">What a model was asked about it before; null where none was.</param>
    /// <param name="cancel">Stops reading.</param>
    internal async Task ApplyAsync(Change change, Conversation conversation, Message message, Understood understood, Consultation? consultation, CancellationToken cancel)
    {
        conversation.Speak(Deliberating.Spoken(conversation.Language, understood));
        message.Language = understood.Language;

        // From hand-off to hand-back the assistant is silent; the team hears every word.
        if (conversation.Handler is Handler.Team)
        {
            await TicketDesk.FollowUpAsync(change, conversation, message, cancel);
            await AutoResponder.FollowedUpAsync(change, conversation, message, understood, cancel);
            uses.Record(change, message, understood, consultation, null);
            return;
        }

        var deliberation = await deliberating.DecideAsync(Scene(change, conversation, message), understood, Ground.Now, consultation, cancel);
        var isDraft = PreparedAnswer.IsOf(deliberation.Outcome) && (await manners.CurrentAsync(cancel)).Mode is AssistantMode.Drafts;
        var isSaid = isDraft || deliberation.Outcome switch
        {
            TurnOutcome.Answer(var text, var language, var sources) =>
                await AssistantVoice.SayAsync(change, conversation, new(Author.Assistant, text, language) { Sources = string.Join(',', sources) }),
            TurnOutcome.AskBack(var text, var language) => await AssistantVoice.SayAsync(change, conversation, new(Author.Assistant, text, language)),
            // Nothing is said where the customer has written on: the answer to that comes first.
            TurnOutcome.Unknown(var text, var language) => text.Length == 0 || await AssistantVoice.SayAsync(change, conversation, new(Author.Assistant, text, language)),
            TurnOutcome.Courtesy(var text, var language) => await AssistantVoice.SayAsync(change, conversation, new(Author.Assistant, text, language)),
            _ => true,
        };
        // What a model was asked is kept with the message it was about, whether or not its word counted in the end.
        uses.Record(change, message, understood, consultation, isSaid ? deliberation.Followed : null);
        switch (deliberation.Outcome)
        {
            case TurnOutcome.HandOff(var reason):
                await HandOffAsync(change, conversation, message, reason, reason.Trigger is Trigger.NoAnswer, cancel);
                break;
            case var _ when isDraft:
                await PrepareAsync(change, conversation, message, deliberation, cancel);
                break;
            case TurnOutcome.Offer(var entries):
                await EntryOffers.OfferAsync(change, conversation, entries);
                AskedQuestions.Record(change, conversation, message);
                break;
            case var outcome when !isSaid:
                // The 24 hours were over before the message was here. A person has templates, the assistant has none.
                await HandOffAsync(change, conversation, message, new(Trigger.NoAnswer, understood.Topic, message.Words, 0, 1), outcome is TurnOutcome.AskBack or TurnOutcome.Unknown, cancel);
                break;
            case TurnOutcome.Answer(_, _, var sources):
                await AskedQuestions.SettleAsync(change, message, sources[^1], cancel);
                break;
            case TurnOutcome.AskBack or TurnOutcome.Unknown:
                AskedQuestions.Record(change, conversation, message);
                break;
        }
    }

    /// <summary>A message as it stands now, for a decision.</summary>
    internal ITurnScene Scene(Change change, Conversation conversation, Message message) => new ConversationScene(change, conversation, message, offers);

    /// <summary>It could not be understood again and again: whoever waits for an answer gets a person.</summary>
    internal async Task GiveUpAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (await LoadAsync(change.Db, item) is not ({ } conversation, { } message))
            return;
        if (conversation.Handler is Handler.Team)
            await TicketDesk.FollowUpAsync(change, conversation, message, cancel);
        else
            await HandOffAsync(change, conversation, message, new(Trigger.NoAnswer, CaseTopic.General, message.Words, 0, 1), isOpenQuestion: true, cancel);
    }

    // The team has the word: what would have been said waits with the ticket for whoever takes it.
    private async Task PrepareAsync(Change change, Conversation conversation, Message message, Deliberation deliberation, CancellationToken cancel)
    {
        var ticket = await HandOffAsync(change, conversation, message, new(Trigger.DraftsOnly, deliberation.Understood.Topic, message.Words, 1, 1), isOpenQuestion: false, cancel);
        if (PreparedAnswer.Of(deliberation, message, ticket.Id, change.Now) is not { } prepared)
            return;
        change.Db.Add(prepared);
        TicketDesk.Record(change, ticket, TicketStep.Prepared);
    }

    private async Task<Ticket> HandOffAsync(Change change, Conversation conversation, Message message, Reason reason, bool isOpenQuestion, CancellationToken cancel)
    {
        var issue = message.Issue;
        var (ticket, isNew) = await TicketDesk.OpenAsync(change, conversation, reason with { Evidence = reason.Evidence.Length > 0 ? reason.Evidence : issue }, issue);
        message.TicketId = ticket.Id;
        if (isOpenQuestion)
            AskedQuestions.Record(change, conversation, message);

        await responder.HandedOffAsync(change, conversation, ticket, isNew, cancel);
        return ticket;
    }

    private sealed record Loaded(Message Message, Conversation Conversation, Contact Contact);
}
