namespace Cosmo.Core.Assistant.AutoResponses;

/// <summary>The built-in texts, written as an administrator would write them, so that they can be read, copied and changed.</summary>
public static class AutoDefaults
{
    /// <summary>The built-in text of a kind.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    public static string Of(AutoKind kind, string language)
    {
        var person = Line(language, "person");
        return kind switch
        {
            AutoKind.Inside => $"{person}[ {Line(language, "wait")}]",
            AutoKind.Outside => $"{person}[ {Line(language, "closed")}]",
            _ => Line(language, "waiting"),
        };
    }

    // The lines say {name} for the customer, and {day} {time} for an opening.
    private static string Line(string language, string kind) => Acknowledgements.Line(language, kind)
        .Replace("{name}", $"{{{AutoText.Customer}}}", StringComparison.Ordinal)
        .Replace("{day} {time}", $"{{{AutoText.Opens}}}", StringComparison.Ordinal);
}
