using Cosmo.Core.Work;

namespace Cosmo.Core.Notifications.Push;

/// <summary>Work of pushed notifications. A notice may go to several browsers of a member: each has work of its own, tried again on its own.</summary>
internal static class PushWork
{
    /// <summary>A notice leaves for the browsers that its member has now. Body: notice.</summary>
    public static readonly WorkKind Leave = WorkKind.Internal("notify.push-leave");

    /// <summary>It goes to one browser. Body: notice, subscription.</summary>
    public static readonly WorkKind Send = WorkKind.External("notify.push");

    /// <summary>It cannot go to one of them: if to none of the others either, the log says so. Body: notice, why.</summary>
    public static readonly WorkKind Miss = WorkKind.Internal("notify.push-missed");

    /// <summary>The member has no browser that is signed in and takes them.</summary>
    public const string NoBrowser = "no-browser";

    public static NewWork Leaves(Guid notice, DateTimeOffset? due = null) => new(Leave, $"push:{notice}", notice.ToString(), Due: due);

    public static NewWork Sends(Guid notice, Guid subscription) => new(Send, $"push:{notice}:{subscription}", $"{notice} {subscription}");

    public static NewWork Misses(Guid notice, string why) => new(Miss, $"push-missed:{notice}", $"{notice} {why}");

    /// <summary>Takes a body apart again.</summary>
    public static (Guid Notice, string More) Read(WorkItem item) =>
        item.Body.Split(' ', 2) is [var notice, var more] ? (Guid.Parse(notice), more) : (Guid.Parse(item.Body), "");
}
