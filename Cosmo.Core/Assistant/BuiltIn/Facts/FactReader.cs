using System.Globalization;
using System.Text.RegularExpressions;

namespace Cosmo.Core.Assistant.BuiltIn.Facts;

/// <summary>
/// Finds the facts in a text, whichever of the eleven languages it is in. Each kind of fact takes its piece of the text
/// away from the kinds after it, so the digits of a link are no numbers.
/// </summary>
internal static partial class FactReader
{
    private const string Number = @"\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?";
    private const string Currency = @"€|R\$|US\$|\$|£|¥|₹|₺|EUR|USD|GBP|BRL|INR|TRY|IDR|AED|SAR|EGP|MXN|CHF|TL|Rp\.?|Rs\.?|%|euros?|dollars?|d[oó]lares|pounds?|libras|reais|lira(?:s|lar)?|rupees?|rupias?|rupiah|يورو|دولار|ريال|درهم|جنيه|यूरो|डॉलर|रुपये|रुपए";

    /// <summary>The facts of a cleaned text (see <see cref="CleanText"/>), in the order they stand there.</summary>
    public static List<Fact> Read(string text)
    {
        var facts = new List<Fact>();
        var left = text.ToCharArray();
        Take(EmailPattern(), FactKind.Email, m => [m.Value.ToLowerInvariant()]);
        Take(LinkPattern(), FactKind.Link, m => [Link(m.Value)], trim: true);
        Take(CodePattern(), FactKind.Code, m => [m.Value.Replace("#", "", StringComparison.Ordinal).Trim().ToUpperInvariant()]);
        Take(AmountPattern(), FactKind.Amount, Amount);
        Take(NumericDatePattern(), FactKind.Date, NumericDate);
        Take(TimePattern(), FactKind.Time, Time);
        WordFacts.Read(left, facts);
        Take(NumberPattern(), FactKind.Number, m => Numerals.Meanings(m.Value));
        facts.Sort((a, b) => a.Start.CompareTo(b.Start));
        return facts;

        void Take(Regex pattern, FactKind kind, Func<Match, string[]?> meanings, bool trim = false)
        {
            foreach (Match match in pattern.Matches(new string(left)))
            {
                if (meanings(match) is not { } found)
                    continue;
                var raw = trim ? match.Value.TrimEnd('.', ',', '!', '?', ')', ';', ':', '؟', '،') : match.Value.TrimEnd();
                facts.Add(new(kind, found, raw, Soft: false, match.Index) { Year = kind is FactKind.Date ? Year(match) : null });
                Array.Fill(left, '\u0001', match.Index, raw.Length);
            }
        }
    }

    private static string Link(string link)
    {
        var plain = link.TrimEnd('.', ',', '!', '?', ')', ';', ':', '؟', '،', '/');
        foreach (var start in (ReadOnlySpan<string>)["https://", "http://", "www."])
        {
            if (plain.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                plain = plain[start.Length..];
        }

        var path = plain.IndexOf('/', StringComparison.Ordinal);
        return path < 0 ? plain.ToLowerInvariant() : plain[..path].ToLowerInvariant() + plain[path..];
    }

    private static string[] Amount(Match match)
    {
        var sign = (match.Groups["sign"].Value + match.Groups["after"].Value).ToUpperInvariant().TrimEnd('.') switch
        {
            "€" or "EURO" or "EUROS" or "يورو" or "यूरो" => "EUR",
            "$" or "US$" or "DOLLAR" or "DOLLARS" or "DOLARES" or "DÓLARES" or "دولار" or "डॉलर" => "USD",
            "£" or "POUND" or "POUNDS" or "LIBRAS" => "GBP",
            "₹" or "RS" or "RUPEE" or "RUPEES" or "RUPIAS" or "RUPIA" or "रुपये" or "रुपए" => "INR",
            "₺" or "TL" or "LIRA" or "LIRAS" or "LIRALAR" => "TRY",
            "R$" or "REAIS" => "BRL",
            "RP" or "RUPIAH" => "IDR",
            var other => other,
        };
        return [.. Numerals.Meanings(match.Groups["n"].Value).Select(n => $"{n} {sign}")];
    }

    private static string[]? Time(Match match)
    {
        var hour = int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["m"].Success ? int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture) : 0;
        var half = match.Groups["half"].Value.ToLowerInvariant();
        if (hour > 24 || minute > 59)
            return null;
        if (half.StartsWith('p') || half is "de la tarde" or "da tarde" or "nachmittags" or "مساء" or "مساءً")
            hour = hour < 12 ? hour + 12 : hour;
        else if (half.StartsWith('a') && hour == 12)
            hour = 0;
        return [$"{hour:00}:{minute:00}"];
    }

    private static string[]? NumericDate(Match match)
    {
        var parts = Parts(match);
        if (match.Groups["iso"].Success)
            return [$"{parts[2]}.{parts[1]}"];
        var (a, b) = (parts[0], parts[1]);
        var meanings = new List<string>();
        if (a <= 31 && b <= 12)
            meanings.Add($"{a}.{b}");
        if (b <= 31 && a <= 12 && a != b)
            meanings.Add($"{b}.{a}");
        return meanings.Count > 0 ? [.. meanings] : null;
    }

    // "27" is 2027: nobody is promised anything for another century.
    private static int? Year(Match match) => Parts(match) switch
    {
        [var year, _, _] when match.Groups["iso"].Success => year,
        [_, _, var year] => year < 100 ? 2000 + year : year,
        _ => null,
    };

    private static int[] Parts(Match match) =>
        [.. match.Value.TrimEnd('.').Split('/', '.', '-').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"\b(?:https?://|www\.)\S+|(?<![\p{L}\p{N}.])[\p{L}\p{N}-]{2,}(?:\.[\p{L}\p{N}-]+)*\.(?:com|net|org|io|co|shop|store|de|es|fr|it|nl|pt|br|uk|eu|info|me|app|dev|link|ly|gl|tr|id|in|ru|cn|biz|xyz|site|online|ae|sa|eg|mx|us|ca|au|ch|at|be|top|club)(?![\p{L}\p{N}.-]*[\p{L}\p{N}])(?:/\S*)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"#\s?[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*|\b(?=[\p{Lu}\d-]*\d)(?=[\p{Lu}\d-]*\p{Lu})[\p{Lu}\d]+(?:-[\p{Lu}\d]+)*(?<=[\p{Lu}\d-]{5,})\b", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<sign>" + Currency + @") ?(?<n>" + Number + @")(?!\d)|(?<![\p{L}\d])(?<n>" + Number + @") ?(?<after>" + Currency + @")(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AmountPattern();

    [GeneratedRegex(@"(?<![\d.,/-])(?:(?<iso>\d{4}-\d{1,2}-\d{1,2})|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}-\d{1,2}-\d{2,4})(?![\d/])", RegexOptions.CultureInvariant)]
    private static partial Regex NumericDatePattern();

    [GeneratedRegex(@"(?<![\d.,:])(?:(?<h>\d{1,2}):(?<m>\d{2})(?: ?(?<half>[ap]m\b|[ap]\. ?m\b\.?|مساءً?|صباحًا?))?|(?<h>\d{1,2}) ?(?<half>[ap]m\b|[ap]\. ?m\b\.?|de la tarde|da tarde|nachmittags|مساءً?|صباحًا?)|(?<h>\d{1,2}) ?h ?(?<m>\d{2})|(?<h>\d{1,2}) Uhr)(?![\p{L}\d])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TimePattern();

    [GeneratedRegex(Number, RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
