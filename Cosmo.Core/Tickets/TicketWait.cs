namespace Cosmo.Core.Tickets;

/// <summary>What a ticket that waits for somebody of the team waits for, and until when.</summary>
public sealed partial class Ticket
{
    /// <summary>Since when it seeks somebody of its own department, because nobody there was free; null where it was offered to them.</summary>
    public DateTimeOffset? SeeksSince { get; private set; }

    /// <summary>Everybody is out: it is offered at this opening. Null where it was offered.</summary>
    public DateTimeOffset? WaitsUntil { get; private set; }

    /// <summary>For a ticket that seeks somebody: when it is looked at again, because the next member is expected then.</summary>
    public DateTimeOffset? ExpectedAt { get; private set; }

    /// <summary>The next moment of the clock of this wait; null while none is set. Only the timer that was set for it counts.</summary>
    public DateTimeOffset? ClockAt { get; private set; }

    /// <summary>When the customer is to have an answer by the department's target; null before routing and while nobody waits.</summary>
    public DateTimeOffset? AnswerBy { get; private set; }

    /// <summary>From when on the steps and the target of this wait are counted: what was put off begins anew when it is taken up.</summary>
    public DateTimeOffset ClockSince => WokenAt is { } woken && woken > WaitingSince ? woken : WaitingSince;

    /// <summary>The department that is to answer it, and whether somebody there was offered it.</summary>
    /// <param name="departmentId">Null where there is no department.</param>
    /// <param name="seeks">Nobody of the department was free: somebody else got it, or it waits.</param>
    /// <param name="waitsUntil">The opening that it waits for; null where somebody was offered it.</param>
    /// <param name="now">The time.</param>
    public void Route(Guid? departmentId, bool seeks, DateTimeOffset? waitsUntil, DateTimeOffset now)
    {
        (DepartmentId, WaitsUntil) = (departmentId, waitsUntil);
        SeeksSince = seeks ? SeeksSince ?? now : null;
        Revision++;
    }

    /// <summary>A rule names the department that is to answer it.</summary>
    public void Name(Guid departmentId) => (NamedByRule, DepartmentId) = (departmentId, departmentId);

    /// <summary>When a ticket that seeks somebody is looked at again.</summary>
    /// <returns>True when this is new, and a timer has to be set for it.</returns>
    public bool Expect(DateTimeOffset? at)
    {
        if (ExpectedAt == at)
            return false;
        ExpectedAt = at;
        Revision++;
        return at is not null;
    }

    /// <summary>When the customer is to have an answer, and when the clock of this wait is looked at next.</summary>
    /// <returns>True when the moment is new, and a timer has to be set for it.</returns>
    public bool Wind(DateTimeOffset? answerBy, DateTimeOffset? clockAt)
    {
        var isNew = clockAt is not null && ClockAt != clockAt;
        if (AnswerBy != answerBy || ClockAt != clockAt)
            Revision++;
        (AnswerBy, ClockAt) = (answerBy, clockAt);
        return isNew;
    }

    private void StopWaiting() => (SeeksSince, WaitsUntil, ExpectedAt, AnswerBy, ClockAt) = (null, null, null, null, null);
}
