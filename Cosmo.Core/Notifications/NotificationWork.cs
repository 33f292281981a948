using Cosmo.Core.Work;

namespace Cosmo.Core.Notifications;

/// <summary>Work of notifications.</summary>
internal static class NotificationWork
{
    /// <summary>A notice goes by e-mail. Body: notice.</summary>
    public static readonly WorkKind Mail = WorkKind.External("notify.mail", mostAttempts: 6);

    /// <summary>What waited for others, or for the end of quiet hours, is told in one message. Body: member.</summary>
    public static readonly WorkKind Gather = WorkKind.Internal("notify.gather");

    /// <summary>A member's morning has come. Body: member.</summary>
    public static readonly WorkKind Digest = WorkKind.Internal("notify.digest");

    /// <summary>Time to set everybody's timer for the next morning.</summary>
    public static readonly WorkKind DigestPlan = WorkKind.Internal("notify.digest-plan");
}
