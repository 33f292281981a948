using System.Globalization;

namespace Cosmo.Core.Assistant.BuiltIn.Facts;

/// <summary>The facts made of words: durations ("two days"), dates ("12 de marzo", "tomorrow"), small numbers.</summary>
internal static class WordFacts
{
    private readonly record struct Word(string Key, int Start, int End);

    /// <summary>Adds what it finds and takes it out of <paramref name="left"/>.</summary>
    public static void Read(char[] left, List<Fact> facts)
    {
        var words = Split(left);
        for (var i = 0; i < words.Count; i++)
        {
            var taken = Duration(words, i, left, facts) is var d and > 0 ? d
                : Date(words, i, left, facts) is var m and > 0 ? m
                : Day(words, i, left, facts) is var w and > 0 ? w
                : SmallNumber(words, i, left, facts);
            i += Math.Max(taken - 1, 0);
        }
    }

    private static int Duration(List<Word> words, int at, char[] left, List<Fact> facts)
    {
        if (Quantity(words[at], out var soft) is not { } number)
            return 0;
        var next = at + 1;
        // "3-5 days", "3 to 5 days", "3 a 5 días"
        if (next + 1 < words.Count && words[next].Key is "to" or "a" or "ate" or "bis" or "tot" or "or" or "o" or "ou" or "oder" or "of" or "sampai" or "إلى" or "الي" or "से" or "-" or "–" && Quantity(words[next + 1], out _) is { } end)
        {
            number = $"{number}-{end}";
            next += 2;
        }

        // Longest unit first: "business days" before "business".
        for (var length = 2; length >= 1; length--)
        {
            if (next + length > words.Count || !FactWords.Units.TryGetValue(string.Join(' ', words.GetRange(next, length).Select(w => w.Key)), out var unit))
                continue;
            if (unit == "day" && next + 1 < words.Count && FactWords.Units.TryGetValue($"{words[next].Key} {words[next + 1].Key}", out var longer))
                (unit, length) = (longer, 2);
            Add(FactKind.Duration, [$"{number} {unit}"], soft && number == "1", words[at].Start, words[next + length - 1].End, left, facts);
            return next + length - at;
        }

        return 0;
    }

    private static int Date(List<Word> words, int at, char[] left, List<Fact> facts)
    {
        // "12 March", "12th of March", "12 de marzo", "12. März"
        if (DayOfMonth(words[at]) is { } day)
        {
            for (var next = at + 1; next < words.Count && next <= at + 2; next++)
            {
                if (FactWords.Months.TryGetValue(words[next].Key, out var month))
                    return Add(FactKind.Date, [$"{day}.{month}"], false, words[at].Start, words[next].End, left, facts, next - at + 1);
                if (words[next].Key is not ("of" or "de" or "di" or "th" or "st" or "nd" or "rd"))
                    break;
            }
        }

        // "March 12"
        if (FactWords.Months.TryGetValue(words[at].Key, out var named) && at + 1 < words.Count && DayOfMonth(words[at + 1]) is { } after)
            return Add(FactKind.Date, [$"{after}.{named}"], false, words[at].Start, words[at + 1].End, left, facts, 2);
        return 0;
    }

    private static int Day(List<Word> words, int at, char[] left, List<Fact> facts)
    {
        for (var length = 2; length >= 1; length--)
        {
            if (at + length > words.Count || !FactWords.Days.TryGetValue(string.Join(' ', words.GetRange(at, length).Select(w => w.Key)), out var day))
                continue;
            // Words that also mean morning, yesterday, week or the like prove nothing alone.
            var soft = words[at].Key is "morgen" or "manana" or "कल" or "minggu" or "pazar" or "sali" or "اليوم" or "sabado" or "domingo" or "sabato";
            return Add(FactKind.Date, [day], soft, words[at].Start, words[at + length - 1].End, left, facts, length);
        }

        return 0;
    }

    private static int SmallNumber(List<Word> words, int at, char[] left, List<Fact> facts)
    {
        if (!FactWords.Numbers.TryGetValue(words[at].Key, out var number))
            return 0;
        return Add(FactKind.Number, [number.Value.ToString(CultureInfo.InvariantCulture)], number.Soft || number.Value == 1, words[at].Start, words[at].End, left, facts, 1);
    }

    private static int Add(FactKind kind, string[] meanings, bool soft, int start, int end, char[] left, List<Fact> facts, int taken = 1)
    {
        facts.Add(new(kind, meanings, new string(left, start, end - start), soft, start));
        // A soft word may belong to a phrase, so only proven facts are taken away.
        if (!soft)
            Array.Fill(left, '\u0001', start, end - start);
        return taken;
    }

    private static string? Quantity(Word word, out bool soft)
    {
        soft = false;
        if (word.Key.Length is > 0 and <= 3 && word.Key.All(char.IsAsciiDigit))
            return word.Key.TrimStart('0') is { Length: > 0 } n ? n : "0";
        if (!FactWords.Numbers.TryGetValue(word.Key, out var number))
            return null;
        soft = number.Soft;
        return number.Value.ToString(CultureInfo.InvariantCulture);
    }

    private static int? DayOfMonth(Word word)
    {
        var digits = word.Key.Length > 2 && word.Key[^2..] is "th" or "st" or "nd" or "rd" ? word.Key[..^2] : word.Key;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : null;
    }

    // Words and digits apart ("24h" is two words); a hyphen between digits is a word of its own.
    private static List<Word> Split(char[] text)
    {
        var words = new List<Word>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i]))
                while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            else if (IsLetter(text[i]))
                while (i < text.Length && (IsLetter(text[i]) || text[i] is '\'' or '’' or '-' && i + 1 < text.Length && IsLetter(text[i + 1]))) i++;
            else
            {
                if (text[i] is '-' or '–' && i > 0 && char.IsAsciiDigit(text[i - 1]))
                    words.Add(new(text[i].ToString(), i, i + 1));
                else if (text[i] is '.' or ',' && i > 0 && char.IsAsciiDigit(text[i - 1]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
                    words.Add(new("\u0001", i, i + 1));
                i++;
                continue;
            }

            words.Add(new(char.IsAsciiDigit(text[start]) ? new string(text, start, i - start) : FactWords.Key(new string(text, start, i - start)), start, i));
        }

        return words;
    }

    private static bool IsLetter(char c) =>
        char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
