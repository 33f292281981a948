using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

namespace Cosmo.Core.Assistant.AutoResponses;

/// <summary>Tells a customer by itself that a person will answer, that nobody is there now, that they are not forgotten.</summary>
public sealed class AutoResponder(HandOffWords words)
{
    /// <summary>Under which names it is kept that the customer was told.</summary>
    private const string OutsideMark = "auto outside", WaitMark = "auto wait";

    /// <summary>The team takes over: the customer is told, and the timer of a long wait is set.</summary>
    /// <param name="isNew">The ticket was opened or reopened just now.</param>
    internal async Task HandedOffAsync(Change change, Conversation conversation, Ticket ticket, bool isNew, CancellationToken cancel)
    {
        var contact = await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel);
        // The ticket is routed after this turn, to whom it would go now.
        var prospect = await words.LookAsync(
            change.Db, new(ticket.Topic, conversation.Language, change.Now) { Named = ticket.NamedByRule }, new Writer(contact?.Name, false).FirstName, ticket.Number, cancel);
        var book = prospect.Book;
        if (isNew && ticket.FirstAnsweredAt is null && book.IsOn(AutoKind.LongWait) && prospect.Hours.Add(change.Now, TimeSpan.FromMinutes(book.WaitMinutes)) is { } due)
            change.Add(LongWaitAt(ticket.Id, due));

        var period = Period(prospect.ClosedUntil);
        var told = !prospect.IsOpen && ticket.AcknowledgedAt is not null && await WasToldAsync(change, ticket.Id, OutsideMark, period, cancel);
        if (AutoDecision.AtHandOff(prospect.IsOpen, ticket.AcknowledgedAt is not null, told) is not { } kind || prospect.Text.Length == 0)
            return;
        if (!await SayAsync(change, conversation, ticket, prospect.Text))
            return;
        ticket.Acknowledge(change.Now);
        TicketDesk.Record(change, ticket, TicketStep.Acknowledged);
        if (kind is AutoKind.Outside)
            change.Db.Add(Mark(change, ticket.Id, OutsideMark, period));
    }

    /// <summary>The customer writes on while the team has the ticket: while nobody is there they are told so, once in each closed period.</summary>
    internal static async Task FollowedUpAsync(Change change, Conversation conversation, Message message, Understood understood, CancellationToken cancel)
    {
        if (message.TicketId is not { } ticketId || await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { IsOpen: true } ticket)
            return;
        var hours = (await HoursBook.ReadAsync(change.Db)).For(ticket.DepartmentId ?? HoursPlan.Business);
        if (hours.IsOpen(change.Now))
            return;   // nearly always: nothing more is read
        var opening = hours.NextOpening(change.Now);
        var wrote = new WroteOn(
            IsOpen: false,
            understood.SmallTalk is not SmallTalk.None,
            ticket.AnsweredAt is { } answered && hours.Between(answered, change.Now) == TimeSpan.Zero,
            await WasToldAsync(change, ticketId, OutsideMark, Period(opening), cancel));
        var book = await AutoBook.ReadAsync(change.Db);
        if (!AutoDecision.TellsThatClosed(wrote) || !book.IsOn(AutoKind.Outside))
            return;
        if (!await SayAsync(change, conversation, ticket, book, AutoKind.Outside, When(conversation, hours, change.Now, opening), cancel))
            return;
        change.Db.Add(Mark(change, ticketId, OutsideMark, Period(opening)));
        TicketDesk.Record(change, ticket, TicketStep.Acknowledged);
    }

    /// <summary>Looks whether the customer of a ticket has waited for long, and tells them, once.</summary>
    /// <param name="isBeingAnswered">A member works on an answer at this moment.</param>
    public static async Task WaitedAsync(Change change, Guid ticketId, bool isBeingAnswered, CancellationToken cancel)
    {
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { } ticket
            || await change.Db.Set<Conversation>().FindAsync([ticket.ConversationId], cancel) is not { } conversation)
            return;
        var book = await AutoBook.ReadAsync(change.Db);
        if (!book.IsOn(AutoKind.LongWait))
            return;
        var hours = (await HoursBook.ReadAsync(change.Db)).For(ticket.DepartmentId ?? HoursPlan.Business);
        var waited = new Waited(
            ticket.WaitingSince,
            ticket is { State: TicketState.Requested, IsSnoozed: false, FirstAnsweredAt: null },
            await WasToldAsync(change, ticketId, WaitMark, 0, cancel),
            conversation.Window.ClosesAt,
            isBeingAnswered);
        var (says, again) = AutoDecision.AboutLongWait(waited, hours, book.WaitMinutes, change.Now);
        if (again is { } later)
            change.Add(LongWaitAt(ticketId, later));
        if (!says || !await SayAsync(
            change, conversation, ticket, book, AutoKind.LongWait, Acknowledgements.Lasting(Language(conversation), change.Now - ticket.WaitingSince), cancel))
            return;
        change.Db.Add(Mark(change, ticketId, WaitMark, 0));
        TicketDesk.Record(change, ticket, TicketStep.WaitTold);
    }

    private static async Task<bool> SayAsync(Change change, Conversation conversation, Ticket ticket, AutoBook book, AutoKind kind, string time, CancellationToken cancel)
    {
        var contact = await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel);
        var department = ticket.DepartmentId is { } id ? (await change.Db.Set<Department>().FindAsync([id], cancel))?.Name : null;
        var values = AutoValues.Of(kind, new Writer(contact?.Name, false).FirstName, book.Business, department ?? "", ticket.Number, time);
        return await SayAsync(change, conversation, ticket, AutoValues.Say(book, kind, Language(conversation), values));
    }

    // False where nothing was said: then nothing is written down either, and it can be said when they write again.
    private static async Task<bool> SayAsync(Change change, Conversation conversation, Ticket ticket, string text) =>
        text.Length > 0 && await AssistantVoice.SayAsync(change, conversation, new(Author.Assistant, text, conversation.Language) { TicketId = ticket.Id });

    // A row of its own: one that waits must hold up nothing else of the ticket.
    private static NewWork LongWaitAt(Guid ticketId, DateTimeOffset due) =>
        TicketWork.Of(TicketWork.LongWait, ticketId, due: due) with { Lane = $"long-wait:{ticketId}" };

    private static TicketMark Mark(Change change, Guid ticketId, string name, long period) => new() { TicketId = ticketId, Episode = period, Name = name, At = change.Now };

    private static async Task<bool> WasToldAsync(Change change, Guid ticketId, string name, long period, CancellationToken cancel) =>
        await change.Db.Set<TicketMark>().FindAsync([ticketId, period, name], cancel) is not null;

    // A closed period is known by its end.
    private static long Period(DateTimeOffset? opening) => opening?.ToUnixTimeMilliseconds() ?? 0;

    private static string When(Conversation conversation, BusinessHours hours, DateTimeOffset now, DateTimeOffset? opening) =>
        opening is { } at ? Acknowledgements.Opening(Language(conversation), hours.Here(now), hours.Here(at)) : "";

    private static string Language(Conversation conversation) => conversation.Language ?? Acknowledgements.Fallback;
}
