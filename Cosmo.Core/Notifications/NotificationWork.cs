using Cosmo.Core.Work;

namespace Cosmo.Core.Notifications;

/// <summary>Work of notifications.</summary>
internal static class NotificationWork
{
    /// <summary>A notice goes by e-mail. Body: notice.</summary>
    public static readonly WorkKind Mail = WorkKind.External("notify.mail", mostAttempts: 6);

    /// <summary>The time has come for what waited for others, or for the end of quiet hours. Body: member.</summary>
    public static readonly WorkKind Gather = WorkKind.Internal("notify.gather");

    /// <summary>A member's morning has come. Body: member.</summary>
    public static readonly WorkKind Digest = WorkKind.Internal("notify.digest");

    /// <summary>One of both is told. In one lane for each member: of two nodes at the same moment, one decides after the other. Body: member.</summary>
    public static readonly WorkKind TellGathered = WorkKind.Internal("notify.tell-gathered"), TellDigest = WorkKind.Internal("notify.tell-digest");

    /// <summary>Makes one of both due now, after a timer of its own: a timer that waits must hold up nothing.</summary>
    public static NewWork Tell(WorkKind kind, WorkItem timer) => new(kind, $"told:{timer.Body}", timer.Body);

    /// <summary>Time to set everybody's timer for the next morning.</summary>
    public static readonly WorkKind DigestPlan = WorkKind.Internal("notify.digest-plan");
}
