namespace Cosmo.Core.Tickets;

/// <summary>Requested: waits for the team. Answered: the team has answered, the customer may go on. Closed: resolved.</summary>
public enum TicketState { Requested, Answered, Closed }

/// <summary>
/// Why a ticket was opened. DraftsOnly: the assistant had something to say and is set to say nothing by itself. OtherLanguage: it
/// is set not to answer in the customer's language.
/// </summary>
public enum Trigger { AsksForPerson, ReportsIssue, TooComplex, Frustrated, NoAnswer, Rule, Member, DraftsOnly, OtherLanguage }

/// <summary>How soon a ticket is to be answered: the department's target, or twice, half or a quarter of it.</summary>
public enum Priority { Normal, Low, High, Urgent }

/// <summary>A case that needs a person.</summary>
public sealed partial class Ticket
{
    private Ticket() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The short number that people use, counted from 1.</summary>
    public required int Number { get; init; }
    public required Guid ConversationId { get; init; }
    public TicketState State { get; private set; }
    public required Trigger Trigger { get; init; }
    public required CaseTopic Topic { get; init; }

    /// <summary>The customer's words or the rule that fired, for whoever asks why there is a ticket.</summary>
    public required string Evidence { get; init; }
    public double Score { get; init; }
    public double Threshold { get; init; }

    /// <summary>The customer's message that opened it, as it was written.</summary>
    public required string Issue { get; init; }
    public Guid? DepartmentId { get; private set; }

    /// <summary>The department that a rule named, whichever answers it now; null where the topic leads to one.</summary>
    public Guid? NamedByRule { get; private set; }

    /// <summary>The member who has it: the first whose confirmed answer left, or who was given it.</summary>
    public Guid? HolderId { get; private set; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Since when the customer waits for the team; the queue counts from here.</summary>
    public DateTimeOffset WaitingSince { get; private set; }
    public DateTimeOffset? FirstAnsweredAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public Guid? ClosedById { get; private set; }
    public string? CloseReason { get; private set; }

    public Priority Priority { get; private set; }

    /// <summary>The customer was told that a person will answer; once per ticket.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>Counts the transitions: two members racing for the ticket cannot both win.</summary>
    public int Revision { get; private set; }

    public bool IsOpen => State is not TicketState.Closed;

    public static Ticket Open(int number, Guid conversationId, Trigger trigger, CaseTopic topic, string evidence, double score, double threshold, string issue, DateTimeOffset now) => new()
    {
        Number = number,
        ConversationId = conversationId,
        Trigger = trigger,
        Topic = topic,
        Evidence = evidence,
        Score = score,
        Threshold = threshold,
        Issue = issue,
        OpenedAt = now,
        WaitingSince = now,
        // Whoever is angry already waits less patiently.
        Priority = trigger is Trigger.Frustrated ? Priority.High : Priority.Normal,
    };

    /// <summary>Somebody says how soon it is to be answered.</summary>
    public Refusal? Prioritise(Priority priority)
    {
        if (State is TicketState.Closed)
            return TicketRefusals.Closed;
        Priority = priority;
        Revision++;
        return null;
    }

    /// <summary>Somebody takes it, or is given it.</summary>
    public Refusal? Assign(Guid memberId)
    {
        if (State is TicketState.Closed)
            return TicketRefusals.Closed;
        if (HolderId == memberId)
            return TicketRefusals.HasIt;
        HolderId = memberId;
        (SeeksSince, WaitsUntil, ExpectedAt) = (null, null, null);
        Revision++;
        return null;
    }

    /// <summary>It is put back for everybody in the department.</summary>
    public Refusal? Release()
    {
        if (State is TicketState.Closed)
            return TicketRefusals.Closed;
        HolderId = null;
        Revision++;
        return null;
    }

    /// <summary>Resolved. <paramref name="memberId"/> is null when the quiet period closed it.</summary>
    public Refusal? Close(Guid? memberId, string reason, DateTimeOffset now)
    {
        if (State is TicketState.Closed)
            return TicketRefusals.Closed;
        (State, ClosedAt, ClosedById, CloseReason) = (TicketState.Closed, now, memberId, reason);
        StopWaiting();
        Revision++;
        return null;
    }

    /// <summary>It was closed too early.</summary>
    /// <param name="since">Since when the customer waits: from now on, or from before, where they never got the answer that closed it.</param>
    public Refusal? Reopen(DateTimeOffset since)
    {
        if (State is not TicketState.Closed)
            return TicketRefusals.NotClosed;
        if (MergedIntoId is not null)
            return TicketRefusals.Merged;
        (State, WaitingSince, ClosedAt, ClosedById, CloseReason) = (TicketState.Requested, since, null, null, null);
        Revision++;
        return null;
    }

    /// <summary>The customer is told, once.</summary>
    /// <returns>False when they were told before.</returns>
    public bool Acknowledge(DateTimeOffset now)
    {
        if (AcknowledgedAt is not null)
            return false;
        AcknowledgedAt = now;
        return true;
    }
}
