using System.Text.RegularExpressions;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Core.Assistant.AutoResponses;

/// <summary>
/// What Cosmo says by itself while a person is awaited. Inside: somebody is there. Outside: nobody is there now.
/// LongWait: nobody has answered for a while.
/// </summary>
public enum AutoKind { Inside, Outside, LongWait }

/// <summary>
/// The language in which automatic texts are written: {customer} is filled in, and what stands in [ ] around a variable is left
/// out where nothing fills it. Everything else, other brackets too, is sent as it was typed. Pure.
/// </summary>
public static partial class AutoText
{
    /// <summary>The customer's first name; empty where none is known.</summary>
    public const string Customer = "customer";

    /// <summary>What the business is called.</summary>
    public const string Business = "business";

    /// <summary>The department that answers; empty without departments.</summary>
    public const string Department = "department";

    /// <summary>The number of the ticket.</summary>
    public const string Number = "number";

    /// <summary>When somebody is there again, such as "on Monday at 9:00"; empty where nothing opens that is known.</summary>
    public const string Opens = "opens";

    /// <summary>Inside hours: how long it usually takes; empty while that is unknown. After a long wait: how long it has been.</summary>
    public const string Wait = "wait";

    /// <summary>What a name may take of a message at most; longer ones are cut.</summary>
    public const int LongestName = 60;

    /// <summary>A variable at its longest: a date in any of the languages is far shorter.</summary>
    private static readonly string s_longest = new('x', LongestName);

    /// <summary>The variables that a text of this kind may have, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Variables(AutoKind kind) => kind switch
    {
        AutoKind.Outside => [Customer, Business, Department, Number, Opens],
        _ => [Customer, Business, Department, Number, Wait],
    };

    /// <summary>What stands in { } and is no variable of this kind, each once, without the braces.</summary>
    public static IReadOnlyList<string> Unknown(AutoKind kind, string text) =>
        [.. Braces().Matches(text).Select(m => m.Groups[1].Value).Where(name => !Variables(kind).Contains(name)).Distinct()];

    /// <summary>True where Meta would take the text (<see cref="WhatsAppLimits.TextBody"/>), whatever fills its variables.</summary>
    public static bool Fits(AutoKind kind, string text) =>
        Fill(text, Variables(kind).ToDictionary(name => name, _ => s_longest)).Length <= WhatsAppLimits.TextBody;

    /// <summary>Fills the variables in. What fills them is never read as a variable itself.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="values">By variable; what is missing or empty counts as unknown.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Places().Replace(text, place =>
    {
        if (place.Groups["name"] is { Success: true } name)
            return values.GetValueOrDefault(name.Value, "");
        var part = place.Groups["part"].Value;
        var known = Braces().Matches(part).All(m => values.GetValueOrDefault(m.Groups[1].Value, "").Length > 0);
        return known ? Braces().Replace(part, m => values[m.Groups[1].Value]) : "";
    }).Trim();

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\[(?<part>[^\[\]]*\{[a-z]+\}[^\[\]]*)\]|\{(?<name>[a-z]+)\}")]
    private static partial Regex Places();
}
