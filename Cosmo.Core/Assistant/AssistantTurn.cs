using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Routing;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using MessageKind = Cosmo.Core.Conversations.MessageKind;

namespace Cosmo.Core.Assistant;

/// <summary>One turn of the assistant over one message of a customer: answer, hand over, or stay silent.</summary>
public sealed class AssistantTurn(Answering answering, TypicalWait wait, EscalationQueries rules, EscalationLearning learning, EntryOffers offers)
{
    /// <summary>So many replies within <see cref="s_pingPong"/> are no conversation of a person with the assistant any more.</summary>
    private const int MostReplies = 6;

    /// <summary>Messages before the last one that are looked at together with it.</summary>
    private const int MostTogether = 10;

    private static readonly TimeSpan s_pingPong = TimeSpan.FromMinutes(10);

    /// <summary>What was written longer before is no part of the same question.</summary>
    private static readonly TimeSpan s_together = TimeSpan.FromMinutes(5);

    // The contact comes along: whatever is said to the customer calls them by name.
    private static readonly CompiledQuery<Guid, Loaded?> s_loaded = new((db, messageId) => (
        from message in db.Set<Message>()
        where message.Id == messageId
        join conversation in db.Set<Conversation>() on message.ConversationId equals conversation.Id
        join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
        select new Loaded(message, conversation, contact)).FirstOrDefault());

    private static readonly CompiledQuery<Guid, DateTimeOffset, int> s_replies = new((db, conversation, since) =>
        db.Set<Message>().Count(m => m.ConversationId == conversation && m.At > since && m.Author == Author.Assistant));

    private static readonly CompiledList<Guid, int, Earlier> s_before = new((db, conversation, position) =>
        db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversation && m.Position < position)
            .OrderByDescending(m => m.Position).Take(MostTogether)
            .Select(m => new Earlier(m.Author, m.Kind, m.Text, m.TicketId, m.At)));

    /// <summary>What a turn works on; null when there is nothing to do any more.</summary>
    internal static async Task<(Conversation Conversation, Message Message)?> LoadAsync(CosmoContext db, WorkItem item)
    {
        var ids = item.Body.Split(' ');
        return await s_loaded.RunAsync(db, Guid.Parse(ids[1])) is { } found ? (found.Conversation, found.Message) : null;
    }

    /// <summary>Lets what was understood have its effect.</summary>
    internal async Task ApplyAsync(Change change, Conversation conversation, Message message, Understood understood, CancellationToken cancel)
    {
        if (understood.LanguageCertain || conversation.Language is null)
            conversation.Speak(understood.Language);
        message.Language = understood.Language;

        // From hand-off to hand-back the assistant is silent; the team hears every word.
        if (conversation.Handler is Handler.Team)
        {
            await TicketDesk.FollowUpAsync(change, conversation, message, cancel);
            return;
        }

        var book = await rules.BookAsync(cancel);
        var around = new Circumstances(
            (await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel))?.IsVip is true,
            (await learning.CurrentAsync(cancel)).Of(message.Text));
        var answer = message.Kind is MessageKind.Text or MessageKind.Choice
            ? await answering.FindAsync(message.Text, conversation.Language ?? understood.Language, cancel)
            : null;
        // What was chosen from an offer is answered, whatever its title would mean as a message.
        switch (await offers.ChosenAsync(change, message, cancel) is { } chosen
            ? new Decision.Answer(chosen.EntryId, chosen.Text, chosen.Language)
            : EscalationDecision.Decide(message.Text, understood, book, answer, around))
        {
            case Decision.HandOff({ Trigger: Trigger.NoAnswer }) when book.Policy.Unsure is Unsure.OfferEntries && conversation.Version == message.Position
                && await offers.OfferAsync(change, conversation, message, cancel):
                break;
            case Decision.HandOff(var reason):
                await HandOffAsync(change, conversation, message, reason, cancel);
                break;
            // The customer has written on meanwhile: this message is answered together with their next one.
            case not null when conversation.Version != message.Position:
                break;
            case not null when await IsPingPongAsync(change, conversation):
                await HandOffAsync(change, conversation, message, new(Trigger.TooComplex, understood.Topic, message.Text, 1, 1), cancel);
                break;
            case Decision.Answer(var entryId, var text, var language):
                await AnswerAsync(change, conversation, [.. await EarlierAsync(change, conversation, message, cancel), new(entryId, text, language)], cancel);
                break;
            case Decision.Courtesy(var smallTalk):
                if (await EarlierAsync(change, conversation, message, cancel) is { Count: > 0 } earlier)
                    await AnswerAsync(change, conversation, earlier, cancel);
                else if (await Courtesy(change, conversation, smallTalk, cancel) is { } courtesy)
                    await SayAsync(change, conversation, new(Author.Assistant, courtesy, conversation.Language), cancel);
                break;
        }
    }

    /// <summary>It could not be understood again and again: whoever waits for an answer gets a person.</summary>
    internal async Task GiveUpAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (await LoadAsync(change.Db, item) is not ({ } conversation, { } message))
            return;
        if (conversation.Handler is Handler.Team)
            await TicketDesk.FollowUpAsync(change, conversation, message, cancel);
        else
            await HandOffAsync(change, conversation, message, new(Trigger.NoAnswer, CaseTopic.General, message.Text, 0, 1), cancel);
    }

    // Two machines that answer each other would go on for ever.
    private static async Task<bool> IsPingPongAsync(Change change, Conversation conversation) =>
        conversation.Version > MostReplies && await s_replies.RunAsync(change.Db, conversation.Id, change.Now - s_pingPong) >= MostReplies;

    // People write in several messages what is one question: what plainly answers those just before this one, none of
    // which has been answered, or the team would have the conversation.
    private async Task<List<PlainAnswer>> EarlierAsync(Change change, Conversation conversation, Message message, CancellationToken cancel)
    {
        var answers = new List<PlainAnswer>();
        if (message.Position == 1)
            return answers;
        var since = message.At - s_together;
        var before = await s_before.RunAsync(change.Db, conversation.Id, message.Position);
        foreach (var earlier in before.TakeWhile(m => m.Author is Author.Customer && m.TicketId is null && m.At > since).Reverse())
        {
            if (earlier.Kind is MessageKind.Text or MessageKind.Choice
                && await answering.FindAsync(earlier.Text, conversation.Language ?? Acknowledgements.Fallback, cancel) is { } answer)
                answers.Add(answer);
        }

        return answers;
    }

    private static async Task AnswerAsync(Change change, Conversation conversation, List<PlainAnswer> answers, CancellationToken cancel)
    {
        var (text, sources) = ("", new List<Guid>());
        foreach (var answer in answers.DistinctBy(a => a.EntryId))
        {
            // What does not fit into one message was asked before what does.
            var longer = text.Length == 0 ? answer.Text : $"{text}\n\n{answer.Text}";
            text = longer.Length <= WhatsAppLimits.TextBody ? longer : answer.Text;
            sources = longer.Length <= WhatsAppLimits.TextBody ? [.. sources, answer.EntryId] : [answer.EntryId];
        }

        await SayAsync(change, conversation, new(Author.Assistant, text, answers[^1].Language) { Sources = string.Join(',', sources) }, cancel);
    }

    private async Task HandOffAsync(Change change, Conversation conversation, Message message, Reason reason, CancellationToken cancel)
    {
        var issue = message.Text.Length > 0 ? message.Text : $"[{message.Kind}]";
        var (ticket, _) = await TicketDesk.OpenAsync(change, conversation, reason with { Evidence = reason.Evidence.Length > 0 ? reason.Evidence : issue }, issue, cancel);
        message.TicketId = ticket.Id;
        if (reason.Trigger is Trigger.NoAnswer && message.Text.Length > 0)
        {
            change.Db.Add(OpenQuestion.Of(conversation.Id, message.Id, message.Text, message.Language ?? conversation.Language ?? "en", change.Now));
            change.Tell(Live.Topic.Questions);
        }

        if (!ticket.Acknowledge(change.Now))
            return;
        TicketDesk.Record(change, ticket, TicketStep.Acknowledged);
        var contact = await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel);
        var (language, name) = (conversation.Language ?? Acknowledgements.Fallback, FirstName(contact));
        // The ticket is routed after this turn, to whom it would go now.
        var roster = await RosterReader.ReadAsync(change.Db, change.Now, cancel);
        var route = Router.Choose(new(ticket.Topic, conversation.Language, change.Now) { Named = ticket.NamedByRule }, roster);
        var hours = roster.DeskOf(route.DepartmentId).Hours;
        // How long customers usually wait says nothing of a wait over a closed night.
        var text = route.WaitsUntil is { } opening ? Acknowledgements.WhileClosed(language, name, hours.Here(change.Now), opening)
            : hours.IsOpen(change.Now) ? Acknowledgements.For(language, name, await wait.RecentAsync(change, cancel))
            : Acknowledgements.WhileClosed(language, name, hours.Here(change.Now), hours.NextOpening(change.Now));
        await SayAsync(change, conversation, new(Author.Assistant, text, conversation.Language) { TicketId = ticket.Id }, cancel);
    }

    private static async Task<string?> Courtesy(Change change, Conversation conversation, SmallTalk smallTalk, CancellationToken cancel)
    {
        var contact = await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel);
        return Acknowledgements.ForSmallTalk(conversation.Language ?? Acknowledgements.Fallback, smallTalk, FirstName(contact));
    }

    private static async Task SayAsync(Change change, Conversation conversation, Outbound outbound, CancellationToken cancel)
    {
        if (!conversation.Window.IsOpen(change.Now))
            return;   // a webhook that arrived a day late: free text would be refused
        var message = conversation.Say(outbound, change.Now);
        change.Db.Add(message);
        Outbox.Queue(change, message, new TextSend(message.Text) { To = await Outbox.RecipientAsync(change, conversation, cancel) });
        change.Tell(Live.Topic.Inbox, Live.Topic.Conversation(conversation.Id));
    }

    private static string? FirstName(Contact? contact) =>
        contact?.Name is { Length: > 0 } name && char.IsLetter(name[0]) ? name.Split(' ')[0] : null;

    private sealed record Loaded(Message Message, Conversation Conversation, Contact Contact);

    private sealed record Earlier(Author Author, MessageKind Kind, string Text, Guid? TicketId, DateTimeOffset At);
}
