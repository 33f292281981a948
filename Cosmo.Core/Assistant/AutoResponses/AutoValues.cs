using System.Globalization;

namespace Cosmo.Core.Assistant.AutoResponses;

/// <summary>What fills the variables of an automatic message. Pure.</summary>
public static class AutoValues
{
    /// <summary>The values by variable.</summary>
    /// <param name="customer">The first name; null where none is known.</param>
    /// <param name="department">Empty without departments.</param>
    /// <param name="number">The ticket's; null where it has none yet.</param>
    /// <param name="time">When somebody is there again, or how long it takes, by the kind; empty where it is unknown.</param>
    public static IReadOnlyDictionary<string, string> Of(AutoKind kind, string? customer, string business, string department, int? number, string time) => new Dictionary<string, string>
    {
        [AutoText.Customer] = Cut.To(customer?.Trim() ?? "", AutoText.LongestName),
        [AutoText.Business] = Cut.To(business, AutoText.LongestName),
        [AutoText.Department] = Cut.To(department, AutoText.LongestName),
        [AutoText.Number] = number is { } known ? string.Create(CultureInfo.InvariantCulture, $"#{known}") : "",
        [kind is AutoKind.Outside ? AutoText.Opens : AutoText.Wait] = time,
    };

    /// <summary>The message, word for word as it leaves.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    public static string Say(AutoBook book, AutoKind kind, string language, IReadOnlyDictionary<string, string> values)
    {
        var written = book.TextOf(kind, language);
        var said = AutoText.Fill(written, values);
        // Where nothing opens that we know of, the built-in text still says that nobody is there.
        var isShut = kind is AutoKind.Outside && values[AutoText.Opens].Length == 0 && written == AutoDefaults.Of(kind, language);
        return isShut ? $"{said} {Acknowledgements.Line(language, "shut")}" : said;
    }
}
