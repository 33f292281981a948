using System.Collections.Frozen;
using System.Globalization;
using Cosmo.Core.Assistant.BuiltIn;

namespace Cosmo.Core.Assistant;

/// <summary>
/// The few sentences the assistant says on its own account, in eleven languages: the parts of the automatic messages, and the
/// replies to a greeting, thanks or a goodbye. It never pretends to be a person, and promises a time only when told one.
/// </summary>
public static class Acknowledgements
{
    /// <summary>The language for customers of whom none is known, or none of the eleven.</summary>
    public const string Fallback = "en";

    private static readonly FrozenDictionary<(string Language, string Kind), string[]> Texts = EmbeddedText
        .Lines("acknowledgements.txt")
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToFrozenDictionary(p => (p[0], p[1]), p => p[2..]);

    /// <summary>The reply to a greeting, thanks or a goodbye; null for a message that is none of them.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    /// <param name="said">What the customer's message only says.</param>
    /// <param name="contactName">How the customer is called, if known.</param>
    public static string? ForSmallTalk(string language, SmallTalk said, string? contactName) => said switch
    {
        SmallTalk.Greeting => Named(Texts[(Known(language), "greeting")][0], contactName),
        SmallTalk.Thanks => Named(Texts[(Known(language), "thanks")][0], contactName),
        SmallTalk.Goodbye => Named(Texts[(Known(language), "goodbye")][0], contactName),
        _ => null,
    };

    /// <summary>Says that several entries could be meant, and asks to choose.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    public static string Offer(string language) => Texts[(Known(language), "offer")][0];

    /// <summary>Says that there is no answer, and how to get a person.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    public static string Unknown(string language) => Texts[(Known(language), "unknown")][0].Replace("{person}", OfferPerson(language), StringComparison.Ordinal);

    /// <summary>What stands on the button that opens the choice.</summary>
    public static string OfferButton(string language) => Texts[(Known(language), "choose")][0];

    /// <summary>The row for those who want a person; pressed, it is read like any message that asks for one.</summary>
    public static string OfferPerson(string language) => Texts[(Known(language), "someone")][0];

    /// <summary>The languages in which the assistant speaks, ISO 639-1, English first.</summary>
    public static IReadOnlyList<string> Languages { get; } =
        [.. Texts.Keys.Where(k => k.Kind == "person").Select(k => k.Language).OrderBy(l => l != Fallback).ThenBy(l => l, StringComparer.Ordinal)];

    /// <summary>A length of time, rounded up to a plain number: "about" is said by the text around it.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    public static string Lasting(string language, TimeSpan wait) => Duration(Known(language), wait);

    /// <summary>When we open again, such as "on Monday at 9:00".</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    /// <param name="now">By the wall's clock of those who are closed.</param>
    /// <param name="at">By the same clock.</param>
    public static string Opening(string language, DateTimeOffset now, DateTimeOffset at) => $"{Day(Known(language), now, at)} {Time(Known(language), at)}";

    /// <summary>A sentence as it stands in the list, its places unfilled.</summary>
    internal static string Line(string language, string kind) => Texts[(Known(language), kind)][0];

    /// <summary>The language itself where it is one of the eleven, else English.</summary>
    internal static string Known(string language) => Texts.ContainsKey((language, "person")) ? language : Fallback;

    private static string Named(string text, string? name)
    {
        var (open, close) = (text.IndexOf('[', StringComparison.Ordinal), text.IndexOf(']', StringComparison.Ordinal));
        if (string.IsNullOrWhiteSpace(name))
            return text.Remove(open, close - open + 1);
        // The name goes in last: it may hold brackets itself.
        return text.Remove(close, 1).Remove(open, 1).Replace("{name}", name.Trim(), StringComparison.Ordinal);
    }

    private static string Duration(string language, TimeSpan wait)
    {
        var (kind, number) = wait.TotalMinutes <= 50 ? ("minutes", RoundUp(wait.TotalMinutes, wait.TotalMinutes <= 5 ? 1 : 5))
            : wait.TotalHours <= 36 ? ("hours", RoundUp(wait.TotalHours, 1))
            : ("days", RoundUp(wait.TotalDays, 1));
        var forms = Texts[(language, kind)];
        var form = number switch
        {
            1 => forms[0],
            2 when forms.Length > 3 => forms[3],
            <= 10 => forms[1],
            _ => forms[2],
        };
        return form.Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Day(string language, DateTimeOffset now, DateTimeOffset at)
    {
        if (at.Date == now.Date)
            return Texts[(language, "today")][0];
        var weekday = Texts[(language, "weekdays")][(int)at.DayOfWeek];
        // From a week on, the same weekday comes earlier as well.
        if (at.Date < now.Date.AddDays(7))
            return weekday;
        return Form(language, "date", first: at.Day == 1)
            .Replace("{day}", weekday, StringComparison.Ordinal)
            .Replace("{d}", Number(at.Day), StringComparison.Ordinal)
            .Replace("{month}", Texts[(language, "months")][at.Month - 1], StringComparison.Ordinal);
    }

    private static string Time(string language, DateTimeOffset at) => Form(language, "time", first: at.Hour == 1)
        .Replace("{h}", Number(at.Hour), StringComparison.Ordinal)
        .Replace("{m}", at.Minute.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Form(string language, string kind, bool first) => Texts[(language, kind)] is [_, var form] && first ? form : Texts[(language, kind)][0];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int RoundUp(double value, int step) => (int)Math.Ceiling(value / step) * step;
}
