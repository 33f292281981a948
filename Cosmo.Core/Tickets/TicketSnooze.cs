namespace Cosmo.Core.Tickets;

/// <summary>Putting a ticket off, and joining it with another one of its customer.</summary>
public sealed partial class Ticket
{
    /// <summary>Nobody puts a ticket off for longer.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(90);

    /// <summary>Since when it is put off; null while it is not.</summary>
    public DateTimeOffset? SnoozedAt { get; private set; }

    /// <summary>Until when; null: until the customer writes.</summary>
    public DateTimeOffset? SnoozedUntil { get; private set; }

    /// <summary>When it was taken up again after it was put off; null where it never was.</summary>
    public DateTimeOffset? WokenAt { get; private set; }

    /// <summary>The ticket that goes on in its place; null where it stands for itself.</summary>
    public Guid? MergedIntoId { get; private set; }

    public bool IsSnoozed => SnoozedAt is not null;

    /// <summary>It is put off. Whatever the customer writes ends it before its time.</summary>
    /// <param name="until">Null: until the customer writes.</param>
    public Refusal? Snooze(DateTimeOffset? until, DateTimeOffset now)
    {
        if (State is TicketState.Closed)
            return TicketRefusals.Closed;
        if (until <= now)
            return TicketRefusals.SnoozeOver;
        if (until > now + LongestSnooze)
            return TicketRefusals.SnoozeTooLong;
        (SnoozedAt, SnoozedUntil) = (now, until);
        // Whoever put it off knows that the customer waits: nothing climbs, and no target is missed.
        (AnswerBy, ClockAt) = (null, null);
        Revision++;
        return null;
    }

    /// <summary>It is to be looked at again.</summary>
    /// <returns>False when it was not put off.</returns>
    public bool Wake(DateTimeOffset now)
    {
        if (!IsSnoozed)
            return false;
        (SnoozedAt, SnoozedUntil, WokenAt) = (null, null, now);
        Revision++;
        return true;
    }

    /// <summary>Another ticket of the same customer goes on in its place; it is closed.</summary>
    public Refusal? MergeInto(Ticket other, Guid memberId, DateTimeOffset now)
    {
        if (other.Id == Id)
            return TicketRefusals.MergeSelf;
        if (other.State is TicketState.Closed || State is TicketState.Closed)
            return TicketRefusals.Closed;
        if (Close(memberId, MergedReason, now) is { } refusal)
            return refusal;
        MergedIntoId = other.Id;
        return null;
    }

    /// <summary>The ticket that went on in its place ended for another one.</summary>
    internal void GoOnIn(Ticket other) => (MergedIntoId, Revision) = (other.Id, Revision + 1);

    /// <summary>The reason kept with a ticket that another one went on for.</summary>
    public const string MergedReason = "merged";
}
