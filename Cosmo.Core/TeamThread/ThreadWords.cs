using System.Collections.Concurrent;
using System.Text;
using Cosmo.Core.Storage;

namespace Cosmo.Core.TeamThread;

/// <summary>The words of command as they are compared: one spelling for what is known and for what is written.</summary>
internal static class ThreadWords
{
    private static readonly ConcurrentDictionary<(string Language, string Command), (string Word, string Spelled)[]> s_known = [];

    /// <summary>The words for a command in a language and in English, each as it is shown and as it is compared.</summary>
    public static (string Word, string Spelled)[] Of(string language, string command) =>
        s_known.GetOrAdd((language, command), k => [.. ThreadTexts.Words(k.Language, k.Command).Select(w => (w, Spell(w)))]);

    /// <summary>True when the text is one of the words.</summary>
    public static bool Has(string language, string command, string spelled) => Array.Exists(Of(language, command), w => w.Spelled == spelled);

    /// <summary>Without case, accents and signs; a text of signs only is each of them once, whatever the colour of its skin.</summary>
    public static string Spell(string text)
    {
        var plain = text.Replace("\uFE0F", "", StringComparison.Ordinal);   // "show as an emoji"
        var folded = string.Join(' ', SearchText.Fold(plain).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (folded.Length > 0)
            return folded;
        var signs = plain.EnumerateRunes().Where(r => !Rune.IsWhiteSpace(r) && r.Value is not (>= 0x1F3FB and <= 0x1F3FF)).Distinct().ToList();
        return string.Concat(signs.TrueForAll(Rune.IsPunctuation) ? signs : signs.Where(r => !Rune.IsPunctuation(r)));
    }

    /// <summary>Without the spaces: a slip loses them as easily as a letter.</summary>
    public static string Together(string spelled) => spelled.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Letters added, dropped, changed or swapped with a neighbour (Damerau and Levenshtein); 3 for whatever is farther than 2.</summary>
    public static int Distance(string a, string b)
    {
        const int far = 3;
        if (Math.Abs(a.Length - b.Length) >= far)
            return far;
        var last = new Dictionary<char, int>();
        var d = new int[a.Length + 2, b.Length + 2];
        d[0, 0] = a.Length + b.Length;
        for (var i = 0; i <= a.Length; i++)
            (d[i + 1, 0], d[i + 1, 1]) = (a.Length + b.Length, i);
        for (var j = 0; j <= b.Length; j++)
            (d[0, j + 1], d[1, j + 1]) = (a.Length + b.Length, j);
        for (var i = 1; i <= a.Length; i++)
        {
            var match = 0;
            for (var j = 1; j <= b.Length; j++)
            {
                var (row, column) = (last.GetValueOrDefault(b[j - 1]), match);
                var same = a[i - 1] == b[j - 1];
                if (same)
                    match = j;
                d[i + 1, j + 1] = Math.Min(
                    Math.Min(d[i, j] + (same ? 0 : 1), Math.Min(d[i + 1, j], d[i, j + 1]) + 1),
                    d[row, column] + (i - row - 1) + 1 + (j - column - 1));
            }

            last[a[i - 1]] = i;
        }

        return Math.Min(d[a.Length + 1, b.Length + 1], far);
    }
}
