namespace Cosmo.Core.Routing;

/// <summary>Why a ticket went where it went, one reason each; pages say them in the reader's language.</summary>
public enum RouteCode
{
    /// <summary>The department answers the topic. Text: its name.</summary>
    Topic,

    /// <summary>No department answers the topic: the fallback takes it. Text: its name.</summary>
    Fallback,

    /// <summary>A rule names the department. Text: its name.</summary>
    Rule,

    /// <summary>There is no department for it.</summary>
    NoDepartment,

    /// <summary>Those who answer in the customer's language come first. Text: the language.</summary>
    Language,

    /// <summary>Nobody who is there answers in the customer's language. Text: the language.</summary>
    NoSpeaker,

    /// <summary>How the department shares tickets out. Text: the strategy.</summary>
    Strategy,

    /// <summary>Passed over, with the member's name.</summary>
    Away, OffDuty, Full,

    /// <summary>The department is closed now.</summary>
    Closed,

    /// <summary>Nobody of the department is free: the fallback department stands in. Text: its name.</summary>
    StandIn,

    /// <summary>The administrators get it.</summary>
    Administrators,

    /// <summary>Nobody is there and nobody is expected: whoever answers for the place gets it all the same.</summary>
    LastResort,

    /// <summary>Everybody is out: it waits. Text: the opening, ISO 8601 with the department's offset.</summary>
    WaitsUntil,

    /// <summary>The member who had it keeps it.</summary>
    Holder,

    /// <summary>Nobody answered for so many minutes of business hours. Text: the minutes.</summary>
    Unanswered,

    /// <summary>The notification of a member was not delivered. Text: the member's name.</summary>
    Undelivered,

    /// <summary>The step turns to the next member.</summary>
    NextMember,

    /// <summary>The step turns to everybody of a department. Text: its name.</summary>
    Group,

    /// <summary>The step found nobody whom it could still turn to.</summary>
    NobodyLeft,
}

/// <summary>One reason.</summary>
/// <param name="Text">A name, a number or an instant, by the code; empty where there is none.</param>
public readonly record struct RouteReason(RouteCode Code, string Text = "")
{
    /// <summary>As long as a line of a ticket's history may be.</summary>
    private const int Longest = 500;

    /// <summary>As a line of a ticket's history keeps them: one a line, as many as there is room for.</summary>
    public static string Join(IEnumerable<RouteReason> reasons)
    {
        var text = "";
        foreach (var reason in reasons)
        {
            var line = $"{(text.Length == 0 ? "" : "\n")}{reason.Code} {reason.Text.ReplaceLineEndings(" ")}";
            if (text.Length + line.Length > Longest)
                break;
            text += line;
        }

        return text;
    }

    /// <summary>Reads what <see cref="Join"/> wrote.</summary>
    /// <returns>Null for a line that an earlier program wrote in words.</returns>
    public static IReadOnlyList<RouteReason>? Read(string? detail)
    {
        var reasons = new List<RouteReason>();
        foreach (var line in (detail ?? "").Split('\n'))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !Enum.TryParse<RouteCode>(line[..space], out var code) || !Enum.IsDefined(code))
                return null;
            reasons.Add(new(code, line[(space + 1)..]));
        }

        return reasons;
    }
}
