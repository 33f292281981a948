namespace Cosmo.Core.TeamThread;

/// <summary>What members are told of.</summary>
public enum NotificationEvent { NewTicket, FollowUp, Escalated, Taken, Failed, Mention, Digest, Test, Trouble, QuietSoon, Woken }

/// <summary>How members are told.</summary>
[Flags]
public enum Ways
{
    None = 0,
    Phone = 1,
    Email = 2,
    Browser = 4,

    /// <summary>On a browser that was switched on for it, also while no page is open.</summary>
    Push = 8,
}
