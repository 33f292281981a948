using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Hours;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Settings;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using MessageKind = Cosmo.Core.Conversations.MessageKind;

namespace Cosmo.Core.Assistant;

/// <summary>One turn of the assistant over one message of a customer: answer, hand over, or stay silent.</summary>
public sealed class AssistantTurn(Answering answering, TypicalWait wait)
{
    /// <summary>What a turn works on; null when there is nothing to do any more.</summary>
    internal static async Task<(Conversation Conversation, Message Message)?> LoadAsync(DbContext db, WorkItem item, CancellationToken cancel)
    {
        var ids = item.Body.Split(' ');
        var messageId = Guid.Parse(ids[1]);
        // The contact comes along: whatever is said to the customer calls them by name.
        var found = await (
            from message in db.Set<Message>()
            where message.Id == messageId
            join conversation in db.Set<Conversation>() on message.ConversationId equals conversation.Id
            join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
            select new { message, conversation, contact }).FirstOrDefaultAsync(cancel);
        return found is null ? null : (found.conversation, found.message);
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

        var rules = await change.Db.Set<EscalationRule>().AsNoTracking().Where(r => r.IsOn).ToListAsync(cancel);
        var answer = message.Kind is MessageKind.Text or MessageKind.Choice
            ? await answering.FindAsync(message.Text, conversation.Language ?? understood.Language, cancel)
            : null;
        switch (EscalationDecision.Decide(message.Text, understood, rules, answer))
        {
            case Decision.HandOff(var reason):
                await HandOffAsync(change, conversation, message, reason, cancel);
                break;
            case Decision.Answer(var entryId, var text, var language):
                // The customer has written on meanwhile: their next message is answered, not this one.
                if (conversation.Version == message.Position)
                    await SayAsync(change, conversation, new(Author.Assistant, text, language) { Sources = entryId.ToString() }, cancel);
                break;
            case Decision.Courtesy(var smallTalk):
                if (conversation.Version == message.Position && await Courtesy(change, conversation, smallTalk, cancel) is { } courtesy)
                    await SayAsync(change, conversation, new(Author.Assistant, courtesy, conversation.Language), cancel);
                break;
        }
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
        var (language, name) = (conversation.Language ?? "en", FirstName(contact));
        var hours = await HoursAsync(change, ticket, cancel);
        // How long customers usually wait says nothing of a wait over a closed night.
        var text = hours.IsOpen(change.Now)
            ? Acknowledgements.For(language, name, await wait.RecentAsync(change, cancel))
            : Acknowledgements.WhileClosed(language, name, hours.Here(change.Now), hours.NextOpening(change.Now));
        await SayAsync(change, conversation, new(Author.Assistant, text, conversation.Language) { TicketId = ticket.Id }, cancel);
    }

    // The ticket is routed after this turn: its hours are those of the department that its topic leads to.
    private static async Task<BusinessHours> HoursAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        var departments = await change.Db.Set<Department>().AsNoTracking().OrderBy(d => d.Name).ToListAsync(cancel);
        var department = departments.Find(d => d.Answers(ticket.Topic)) ?? departments.Find(d => d.IsFallback);
        return (await HoursBook.ReadAsync(change.Db, cancel)).For(department?.Id ?? HoursPlan.Business);
    }

    private static async Task<string?> Courtesy(Change change, Conversation conversation, SmallTalk smallTalk, CancellationToken cancel)
    {
        var contact = await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel);
        return Acknowledgements.ForSmallTalk(conversation.Language ?? "en", smallTalk, FirstName(contact));
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
}
