using Cosmo.Core.Hours;

namespace Cosmo.Core.Assistant.AutoResponses;

/// <summary>A customer writes on while the team has their ticket.</summary>
/// <param name="IsOpen">Somebody of the department is there by its hours.</param>
/// <param name="IsSmallTalk">The message only greets, thanks or says goodbye.</param>
/// <param name="AnsweredSinceClosing">A person has answered in this closed period.</param>
/// <param name="ToldThisPeriod">The customer was told in this closed period that nobody is there.</param>
public sealed record WroteOn(bool IsOpen, bool IsSmallTalk, bool AnsweredSinceClosing, bool ToldThisPeriod);

/// <summary>A customer may have waited for long.</summary>
/// <param name="IsAwaited">The ticket waits, is not put off, and no person has answered it yet.</param>
/// <param name="WasTold">The customer was told before that they are not forgotten.</param>
/// <param name="WindowCloses">The end of the customer's 24 hours; null where they never wrote.</param>
/// <param name="IsBeingAnswered">A member works on an answer at this moment.</param>
public sealed record Waited(DateTimeOffset Since, bool IsAwaited, bool WasTold, DateTimeOffset? WindowCloses, bool IsBeingAnswered);

/// <summary>When an automatic message is sent. Pure; who asks has checked that its kind is switched on.</summary>
public static class AutoDecision
{
    /// <summary>So much later is looked again where a member works on an answer.</summary>
    public static readonly TimeSpan LooksAgain = TimeSpan.FromMinutes(5);

    /// <summary>What the customer is told when the team takes over: each once per ticket, Outside once per closed period.</summary>
    /// <param name="isOpen">Somebody is there.</param>
    /// <param name="wasTold">The customer was told something at this ticket before.</param>
    /// <param name="toldThisPeriod">They were told in this closed period.</param>
    /// <returns>Null: nothing.</returns>
    public static AutoKind? AtHandOff(bool isOpen, bool wasTold, bool toldThisPeriod) => (isOpen, wasTold, toldThisPeriod) switch
    {
        (true, false, _) => AutoKind.Inside,
        (false, _, false) => AutoKind.Outside,
        _ => null,
    };

    /// <summary>Whether a customer who writes on is told that nobody is there: not while a person answers, and not to a mere "thanks".</summary>
    public static bool TellsThatClosed(WroteOn wrote) => wrote is { IsOpen: false, IsSmallTalk: false, AnsweredSinceClosing: false, ToldThisPeriod: false };

    /// <summary>What is to be done about a long wait now.</summary>
    /// <param name="hours">The hours of the department that is to answer; only they count.</param>
    /// <returns>True: it is said now. A time: look again then. Neither: never.</returns>
    public static (bool Says, DateTimeOffset? Again) AboutLongWait(Waited waited, BusinessHours hours, int minutes, DateTimeOffset now)
    {
        if (!waited.IsAwaited || waited.WasTold || hours.Add(waited.Since, TimeSpan.FromMinutes(minutes)) is not { } due)
            return default;
        // Late, after the program stood still for example: nobody is told at night that somebody is about to come.
        var next = due > now ? due
            : !hours.IsOpen(now) ? hours.NextOpening(now)
            : waited.IsBeingAnswered ? now + LooksAgain
            : null;
        return next is { } again
            ? (false, again < waited.WindowCloses ? again : null)
            : (hours.IsOpen(now) && now < waited.WindowCloses, null);
    }
}
