namespace Cosmo.Core.Tickets;

/// <summary>What becomes of a ticket when the team answers and the customer writes on.</summary>
public sealed partial class Ticket
{
    /// <summary>A confirmed answer of a member leaves. The first one takes the ticket; nobody else's is accepted after it.</summary>
    public Refusal? Answer(Guid memberId, DateTimeOffset now)
    {
        if (State is TicketState.Closed)
            return TicketRefusals.Closed;
        if (HolderId is { } holder && holder != memberId)
            return TicketRefusals.HeldByAnother;

        (State, HolderId, AnsweredAt) = (TicketState.Answered, memberId, now);
        StopWaiting();
        FirstAnsweredAt ??= now;
        Revision++;
        return null;
    }

    /// <summary>The customer wrote again: an answered ticket waits for its holder again.</summary>
    /// <returns>True when the state changed.</returns>
    public bool CustomerWrote(DateTimeOffset now)
    {
        if (State is not TicketState.Answered)
            return false;
        (State, WaitingSince) = (TicketState.Requested, now);
        Revision++;
        return true;
    }

    /// <summary>The last answer was taken back before it left. Whoever confirmed it keeps the ticket; the customer waits as before.</summary>
    /// <param name="earlier">When the answer before it was given; null when there is none.</param>
    public void TakeBack(DateTimeOffset? earlier)
    {
        if (State is not TicketState.Answered)
            return;
        if (FirstAnsweredAt == AnsweredAt)
            FirstAnsweredAt = earlier;
        AnsweredAt = earlier;
        State = earlier is { } answered && answered > WaitingSince ? TicketState.Answered : TicketState.Requested;
        Revision++;
    }

    /// <summary>An answer did not reach the customer: they wait as before, or, where another one reached them in this wait, since it was given.</summary>
    /// <param name="answer">When it was given.</param>
    /// <param name="others">When the answers were given that are not lost.</param>
    public void AnswerFailed(DateTimeOffset answer, IReadOnlyList<DateTimeOffset> others)
    {
        if (FirstAnsweredAt == answer)
            (FirstAnsweredAt, Revision) = (others.Count > 0 ? others.Min() : null, Revision + 1);
        if (State is not TicketState.Answered)
            return;
        (State, WaitingSince) = (TicketState.Requested, WaitsSince(answer, others));
        Revision++;
    }

    /// <summary>Since when the customer waits whom an answer did not reach: as before, or since that answer, where another one reached them in this wait.</summary>
    /// <param name="answer">When it was given.</param>
    /// <param name="others">When the answers were given that are not lost.</param>
    public DateTimeOffset WaitsSince(DateTimeOffset answer, IReadOnlyList<DateTimeOffset> others) => others.Any(o => o > WaitingSince) ? answer : WaitingSince;

    /// <summary>The last answer, believed lost, has left after all: the customer waits no more, unless they wrote since.</summary>
    /// <param name="wroteSince">They did.</param>
    /// <returns>True when the state changed.</returns>
    public bool AnswerLeft(bool wroteSince)
    {
        if (State is not TicketState.Requested)
            return false;
        FirstAnsweredAt ??= AnsweredAt;
        Revision++;
        if (wroteSince)
            return false;
        State = TicketState.Answered;
        StopWaiting();
        return true;
    }
}
