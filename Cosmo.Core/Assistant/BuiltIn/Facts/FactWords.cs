using System.Collections.Frozen;
using System.Globalization;

namespace Cosmo.Core.Assistant.BuiltIn.Facts;

/// <summary>Units, months, days and number words of the eleven languages, to read facts in any of them and write them in each.</summary>
internal static class FactWords
{
    private static readonly Dictionary<(string Language, string Unit), string[]> UnitForms = [];
    private static readonly Dictionary<string, string[]> MonthNames = [];
    private static readonly Dictionary<string, string[]> DayNames = [];
    private static readonly Dictionary<string, string> DateForms = [];

    static FactWords()
    {
        var (units, months, days, numbers) = (new Dictionary<string, string>(), new Dictionary<string, int>(), new Dictionary<string, string>(), new Dictionary<string, (int, bool)>());
        foreach (var parts in Rows("units.txt"))
        {
            UnitForms[(parts[0], parts[1])] = parts[2..5];
            foreach (var form in parts[2..5].Concat(parts.Length > 5 ? parts[5].Split(' ') : []))
                units.TryAdd(Key(form), parts[1]);
        }

        foreach (var parts in Rows("calendar.txt"))
            ReadCalendar(parts, months, days);
        foreach (var parts in Rows("numbers.txt"))
        {
            ReadNumbers(parts[1].Split(' '), i => i + 1, numbers);
            var others = parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            ReadNumbers(others, i => OtherValue(parts[0], others[i]), numbers);
        }

        (Units, Months, Days, Numbers) = (units.ToFrozenDictionary(), months.ToFrozenDictionary(), days.ToFrozenDictionary(), numbers.ToFrozenDictionary());
    }

    /// <summary>Folded word to unit: minute, hour, day, workday, week or month.</summary>
    public static FrozenDictionary<string, string> Units { get; }

    /// <summary>Folded name to month, 1 to 12.</summary>
    public static FrozenDictionary<string, int> Months { get; }

    /// <summary>Folded word to weekday 1 to 7, "today" or "tomorrow".</summary>
    public static FrozenDictionary<string, string> Days { get; }

    /// <summary>Folded word to its number, and whether the word proves nothing alone.</summary>
    public static FrozenDictionary<string, (int Value, bool Soft)> Numbers { get; }

    /// <summary>A number of units in words: "3 días". The number stays as it is written.</summary>
    public static string Duration(string language, string number, string unit)
    {
        var forms = UnitForms[(language, unit)];
        var last = int.TryParse(number.Split('-', '–')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 2;
        return $"{number} {forms[last == 1 ? 0 : last <= 10 ? 1 : 2]}";
    }

    /// <summary>A day of a month in words: "12 de marzo".</summary>
    public static string Date(string language, int day, int month) =>
        DateForms[language].Replace("{day}", day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{month}", MonthNames[language][month - 1], StringComparison.Ordinal);

    /// <summary>A weekday (1 to 7), today or tomorrow in words.</summary>
    public static string Day(string language, string day) =>
        DayNames[language][day switch { "today" => 7, "tomorrow" => 8, _ => day[0] - '1' }].Replace('_', ' ');

    /// <summary>How words are looked up here: folded, single spaces.</summary>
    public static string Key(string words) => string.Join(' ', Fold.Words(words.Replace('_', ' ')));

    private static IEnumerable<string[]> Rows(string file) =>
        EmbeddedText.Lines($"Facts.{file}").Select(line => line.Split('|', StringSplitOptions.TrimEntries));

    private static void ReadCalendar(string[] parts, Dictionary<string, int> months, Dictionary<string, string> days)
    {
        if (parts[1] == "date")
        {
            DateForms[parts[0]] = parts[2];
            return;
        }

        var names = parts[2].Split(' ');
        if (parts[1] == "months")
        {
            MonthNames[parts[0]] = names;
            for (var i = 0; i < names.Length; i++)
                months[Key(names[i])] = i + 1;
            return;
        }

        DayNames[parts[0]] = [.. names, .. parts[3].Split(' ')];
        for (var i = 0; i < 9; i++)
            days.TryAdd(Key(DayNames[parts[0]][i]), i switch { 7 => "today", 8 => "tomorrow", _ => (i + 1).ToString(CultureInfo.InvariantCulture) });
    }

    private static void ReadNumbers(string[] words, Func<int, int> value, Dictionary<string, (int, bool)> numbers)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length == 0)
                continue;
            var soft = words[i][^1] == '?';
            var key = Key(words[i]);
            numbers[key] = (value(i), soft || numbers.TryGetValue(key, out var so) && so.Item2);
        }
    }

    private static int OtherValue(string language, string word) => (language, word) switch
    {
        ("pt", "duas") => 2,
        ("ar", "ثلاث") => 3,
        ("ar", "أربع") => 4,
        ("ar", "خمس") or ("hi", _) => 5,
        ("ar", "ست?") => 6,
        ("ar", "سبع") => 7,
        ("ar", "ثمان?") => 8,
        ("ar", "تسع") => 9,
        ("ar", "عشر?") => 10,
        _ => 1,
    };
}
