using Cosmo.Core.Live;
using Cosmo.Core.Work;

namespace Cosmo.Core.Channels;

/// <summary>
/// Something went wrong that only a person can mend. It is kept for the health page, and owners and administrators are told. Whoever
/// raises it does so when it breaks, not each time it is met broken.
/// </summary>
public static class Trouble
{
    /// <summary>A number sends nothing any more. About: the number.</summary>
    public const string Number = "number.stopped";

    /// <summary>The same for the number that the team's phones hear. About: the number.</summary>
    public const string TeamNumber = "team-number.stopped";

    /// <summary>Meta lets a number rest because its templates were in the wrong category. About: the number.</summary>
    public const string Misuse = "number.misused";

    /// <summary>People complained: a number's templates rest, its answers go on. About: the number.</summary>
    public const string Complaints = "templates.complaints";

    /// <summary>A member's sign-in is locked after wrong tries. About: the member's name.</summary>
    public const string SignIn = "sign-in.locked";

    /// <summary>The model fails again and again. About: its name.</summary>
    public const string Model = "assistant.silent";

    /// <summary>Somebody is to be told. Body: the notice, the member whom it is about or "-".</summary>
    internal static readonly WorkKind Raised = WorkKind.Internal("trouble.raised");

    /// <summary>Keeps what went wrong and makes it due that it is told.</summary>
    /// <param name="what">One of the words above.</param>
    /// <param name="about">What it is about, as people call it.</param>
    /// <param name="summary">The same in a sentence, for whoever reads the rows.</param>
    /// <param name="memberId">The member whom it is about and who is told as well; null for none.</param>
    public static void Raise(Change change, string what, string about, string summary, Guid? memberId = null)
    {
        var notice = new ChannelNotice { Field = what, Summary = summary, Raw = about, At = change.Now };
        change.Db.Add(notice);
        Tell(change, notice, memberId);
    }

    /// <summary>Makes it due that something kept already is told.</summary>
    /// <param name="once">Told once for each such key; null: each time.</param>
    internal static void Tell(Change change, ChannelNotice notice, Guid? memberId = null, string? once = null)
    {
        change.Add(new(Raised, "trouble", $"{notice.Id} {memberId?.ToString() ?? "-"}", once is null ? null : $"trouble:{once}"));
        change.Tell(Topic.Channels);
    }
}
