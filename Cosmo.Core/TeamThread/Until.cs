using System.Globalization;
using System.Text.RegularExpressions;
using Cosmo.Core.Storage;
using NodaTime;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// Reads until when a member is away: "until 14:00", "until Monday", "tomorrow 9:30", "2 h", "until 24.12." Pure. The words
/// for days and units are those of the member's language and English.
/// </summary>
public static partial class Until
{
    /// <summary>Who is away until a day is back when it begins for most people.</summary>
    private static readonly LocalTime s_morning = new(8, 0);

    /// <summary>Nobody is away longer; a slip of a digit shall not be.</summary>
    private static readonly Period s_longest = Period.FromYears(1);

    /// <summary>True when a text begins like a time: with "until", a digit, a day of the week, "tomorrow".</summary>
    public static bool Begins(string text, string language)
    {
        var words = Words(text);
        return words.Length > 0
            && (char.IsAsciiDigit(words[0]) || Span().IsMatch(words) || After(words, language, "until") is not null
                || ThreadTexts.Words(language, "tomorrow").Any(t => Has(words, t)) || DayOfWeek(words, language) is not null);
    }

    /// <summary>The end of an absence.</summary>
    /// <param name="text">What stands behind the word for "away".</param>
    /// <param name="language">ISO 639-1.</param>
    /// <param name="now">The wall's clock where the business is.</param>
    /// <returns>By the same clock, later than <paramref name="now"/>; null for what cannot be read, is over, or is farther than a year.</returns>
    public static LocalDateTime? Read(string text, string language, LocalDateTime now)
    {
        var words = Words(text);
        var rest = After(words, language, "until");
        var until = (rest is null ? Spell(words, language, now) : null) ?? Moment(rest ?? words, language, now);
        return until > now && until <= now + s_longest ? until : null;
    }

    private static LocalDateTime? Spell(string words, string language, LocalDateTime now)
    {
        if (Span().Match(words) is not { Success: true } span)
            return null;
        var (amount, unit) = (int.Parse(span.Groups[1].ValueSpan, CultureInfo.InvariantCulture), span.Groups[2].Value);
        return Is("minutes") ? now.PlusMinutes(amount) : Is("hours") ? now.PlusHours(amount) : Is("days") ? now.Date.PlusDays(amount) + s_morning : null;

        bool Is(string key) => ThreadTexts.Words(language, key).Any(w => SearchText.Fold(w).Trim() == unit);
    }

    private static LocalDateTime? Moment(string words, string language, LocalDateTime now)
    {
        var (day, rest) = Day(words, language, now);
        if (Clock().Match(rest) is not { Success: true } clock)
            return day is { } date ? date + s_morning : null;
        var hour = int.Parse(clock.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var minute = clock.Groups[2].Success ? int.Parse(clock.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0;
        hour = clock.Groups[3].Value switch { "pm" when hour < 12 => hour + 12, "am" when hour == 12 => 0, _ => hour };
        if (hour > 23 || minute > 59)
            return null;
        var time = new LocalTime(hour, minute);
        return day is { } named ? named + time : now.Date + time > now ? now.Date + time : now.Date.PlusDays(1) + time;
    }

    // The day that is named, and the words without it: a date's digits are no time.
    private static (LocalDate? Day, string Words) Day(string words, string language, LocalDateTime now)
    {
        if (IsoDate().Match(words) is { Success: true } iso)
            return (Date(iso.Groups[1].ValueSpan, iso.Groups[2].ValueSpan, iso.Groups[3].ValueSpan), words[iso.Length..]);
        if (ShortDate().Match(words) is { Success: true } given
            && Date(now.Year.ToString(CultureInfo.InvariantCulture), given.Groups[2].ValueSpan, given.Groups[1].ValueSpan) is { } date)
            return (date < now.Date ? date.PlusYears(1) : date, words[given.Length..]);

        foreach (var word in ThreadTexts.Words(language, "tomorrow").Where(w => Has(words, w)))
            return (now.Date.PlusDays(1), words.Replace(SearchText.Fold(word).Trim(), " ", StringComparison.Ordinal));
        return DayOfWeek(words, language) is { } found
            ? (now.Date.Next(found.Day), words.Replace(found.Word, " ", StringComparison.Ordinal))
            : (null, words);
    }

    private static LocalDate? Date(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day)
    {
        var (y, m, d) = (int.Parse(year, CultureInfo.InvariantCulture), int.Parse(month, CultureInfo.InvariantCulture), int.Parse(day, CultureInfo.InvariantCulture));
        return m is >= 1 and <= 12 && y is >= 2000 and <= 9000 && d >= 1 && d <= CalendarSystem.Iso.GetDaysInMonth(y, m) ? new LocalDate(y, m, d) : null;
    }

    private static (IsoDayOfWeek Day, string Word)? DayOfWeek(string words, string language)
    {
        foreach (var names in new[] { language, "en" }.Distinct().Select(l => CultureInfo.GetCultureInfo(l).DateTimeFormat))
        {
            for (var day = 0; day < 7; day++)
            {
                foreach (var name in new[] { names.DayNames[day], names.AbbreviatedDayNames[day] }.Select(n => SearchText.Fold(n).Trim()))
                {
                    // "segunda-feira" is mostly said as "segunda".
                    foreach (var said in new[] { name, name.Split(' ')[0] }.Where(s => s.Length > 1 && Has(words, s)))
                        return (day == 0 ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)day, said);
                }
            }
        }

        return null;
    }

    private static string? After(string words, string language, string key) => ThreadTexts.Words(language, key)
        .Select(w => SearchText.Fold(w).Trim()).Where(w => Has(words, w) && words.StartsWith(w, StringComparison.Ordinal))
        .OrderByDescending(w => w.Length).Select(w => words[w.Length..].Trim()).FirstOrDefault();

    private static bool Has(string words, string word) => $" {words} ".Contains($" {SearchText.Fold(word).Trim()} ", StringComparison.Ordinal);

    // Folded like a search, but the signs between digits stay: 14:30, 24.12., 2026-12-24.
    private static string Words(string text)
    {
        var plain = Between().Replace(text.Normalize(), m => m.Value switch { ":" => "\u0001", "." => "\u0002", "/" => "\u0002", _ => "\u0003" });
        var parts = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Any(c => c is '\u0001' or '\u0002' or '\u0003')
            ? Digits(part).ToLowerInvariant().Replace('\u0001', ':').Replace('\u0002', '.').Replace('\u0003', '-').TrimEnd('.', ',', '!')
            : Digits(SearchText.Fold(part).Trim()));
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }

    private static string Digits(string text) => string.Concat(text.Select(c =>
        char.IsDigit(c) ? ((int)char.GetNumericValue(c)).ToString(CultureInfo.InvariantCulture) : c.ToString()));

    [GeneratedRegex(@"(?<=\d)[:./-](?=\d)")]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?:for |por |pendant |fur |per |voor |selama |لمدة )?(\d{1,3}) ?(\p{L}[\p{L}\p{M}]*)\b")]
    private static partial Regex Span();

    [GeneratedRegex(@"(?<!\d)(\d{1,2})(?:[:h.](\d{2}))? ?(am|pm)?(?!\d)")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(\d{4})-(\d{1,2})-(\d{1,2})")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"^(\d{1,2})\.(\d{1,2})\b(?! ?(?:am|pm|uhr|h)\b)")]
    private static partial Regex ShortDate();
}
