using System.Globalization;
using Cosmo.Core.Live;
using Cosmo.Core.Work;

namespace Cosmo.Core.Team;

/// <summary>A member goes away and comes back. An absence with an end is a row that becomes due, so it ends across restarts.</summary>
public static class Absence
{
    /// <summary>An absence is over. Body: member and the end that it was set for.</summary>
    public static readonly WorkKind Ends = WorkKind.Internal("member.back");

    /// <summary>Whoever names an end further away has mistyped it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>The member is away from now on.</summary>
    /// <param name="until">When it ends by itself; null: when somebody says so.</param>
    public static void Begin(Change change, Member member, DateTimeOffset? until)
    {
        (member.IsAway, member.AwayUntil) = (true, until);
        if (until is { } end)
            change.Add(new(Ends, $"member:{member.Id}:{Mark(end)}", $"{member.Id} {Mark(end)}", Due: end));
        change.Add(TeamWork.Of(member.Id));
        change.Tell(Topic.Team);
    }

    /// <summary>The member is back.</summary>
    public static void End(Change change, Member member)
    {
        (member.IsAway, member.AwayUntil) = (false, null);
        change.Add(TeamWork.Of(member.Id));
        change.Tell(Topic.Team);
    }

    /// <summary>True when an end that became due is still the one that counts: nobody came back or went away anew.</summary>
    public static bool IsOver(Member member, string mark) => member is { IsAway: true, AwayUntil: { } until } && Mark(until) == mark;

    private static string Mark(DateTimeOffset end) => end.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
