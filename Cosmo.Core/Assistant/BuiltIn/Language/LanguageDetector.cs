using System.Text;

namespace Cosmo.Core.Assistant.BuiltIn.Language;

/// <summary>The language of a text, as far as it can be told.</summary>
/// <param name="Code">ISO 639-1.</param>
/// <param name="Certain">False where the text is too short or too mixed; the code is then the conversation's language if there is one.</param>
public readonly record struct LanguageGuess(string Code, bool Certain);

/// <summary>
/// Tells the language of short messages: by script where the script says it, otherwise by byte n-grams
/// (scores of eld) together with the common words of each language.
/// </summary>
public sealed class LanguageDetector
{
    private const int LongestText = 400;
    private const int LongestWord = 70;

    /// <summary>What a word that everybody uses is worth beside the n-grams; where there are none, words have to carry a language alone.</summary>
    private const double WordWorth = 120, WordAlone = 200;

    private readonly Lazy<NgramTable> _table = new(NgramTable.Read);
    private readonly Lazy<CommonWords> _words;
    private readonly Lazy<string[]> _codes;

    /// <summary>Nothing is read until the first message asks.</summary>
    public LanguageDetector()
    {
        // Hindi has a script of its own, and many type it in Latin letters.
        _codes = new(() => [.. _table.Value.Codes, "hi"]);
        _words = new(() => CommonWords.Read(_codes.Value));
    }

    /// <summary>The language of <paramref name="text"/>.</summary>
    /// <param name="text">Any text; links, addresses, numbers and signs are ignored.</param>
    /// <param name="conversationLanguage">The language so far, which an uncertain text keeps; null at the start.</param>
    public LanguageGuess Detect(string text, string? conversationLanguage)
    {
        var letters = Plain(text);
        if (letters.Length == 0)
            return new(conversationLanguage ?? "en", false);
        if (Scripts.LanguageOf(letters) is { } byScript)
            return new(byScript, true);
        return ByWords(letters, conversationLanguage);
    }

    private LanguageGuess ByWords(string letters, string? conversationLanguage)
    {
        var table = _table.Value;
        var codes = _codes.Value;
        Span<int> grams = stackalloc int[codes.Length];
        Span<double> words = stackalloc double[codes.Length];
        var (wordCount, gramCount) = (0, 0);
        // The n-grams know nothing of the last one.
        foreach (var range in letters.AsSpan().Split(' '))
        {
            var word = letters.AsSpan(range);
            if (word.IsEmpty)
                continue;
            wordCount++;
            gramCount += Score(word, table, grams);
            _words.Value.Add(word, words);
        }

        var (best, second, winner) = (0.0, 0.0, -1);
        for (var i = 0; i < grams.Length; i++)
        {
            var score = ((double)grams[i] / gramCount + (i < table.Codes.Length ? WordWorth : WordAlone) * words[i] / wordCount) * Likelihood(codes[i]);
            // The conversation's language is the likelier one, more so the less there is to read.
            if (codes[i] == conversationLanguage)
                score = score * 1.08 + 60.0 / gramCount;
            if (score > best)
                (second, best, winner) = (best, score, i);
            else if (score > second)
                second = score;
        }

        if (winner < 0)
            return new(conversationLanguage ?? "en", false);
        var certain = best - second > best * (gramCount < 4 ? 0.25 : gramCount < 10 ? 0.10 : 0.05) && words[winner] + gramCount / 4.0 >= 0.75;
        return new(certain ? codes[winner] : conversationLanguage ?? codes[winner], certain);
    }

    // The n-grams of eld: four bytes every three bytes, the word's end always, a space marking its edges.
    private static int Score(ReadOnlySpan<char> word, NgramTable table, Span<int> totals)
    {
        Span<byte> bytes = stackalloc byte[LongestWord * 3];
        var length = Math.Min(Encoding.UTF8.GetBytes(word[..Math.Min(word.Length, LongestWord)], bytes), LongestWord);
        var (count, start) = (0, 0);
        for (; start + 4 < length; start += 3, count++)
            table.Add(Key(bytes.Slice(start, 4), start == 0, atEnd: false), totals);
        var from = length == 3 ? 0 : Math.Max(length - 4, 0);
        table.Add(Key(bytes[from..length], start == 0, atEnd: true), totals);
        return count + 1;
    }

    private static ulong Key(ReadOnlySpan<byte> bytes, bool atStart, bool atEnd)
    {
        ulong key = atStart ? ' ' : 0u;
        foreach (var b in bytes)
            key = key << 8 | b;
        return atEnd ? key << 8 | ' ' : key;
    }

    // Shops hear these far less often than the others, and their words are easily mistaken for a neighbour's.
    private static double Likelihood(string code) => code switch
    {
        "en" or "es" or "pt" or "fr" or "de" or "it" => 1.0,
        "nl" or "tr" or "id" or "pl" or "ru" or "ar" => 0.99,
        "ca" or "no" or "da" or "hr" or "sk" => 0.88,
        _ => 0.93,
    };

    // Lower-case words with single spaces; words with digits, links and addresses say nothing about the language.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var range in text.AsSpan().SplitAny(" \t\r\n"))
        {
            var word = text.AsSpan(range);
            if (plain.Length > LongestText)
                break;
            if (word.Contains('@') || word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
                continue;
            AppendLetters(word[..Math.Min(word.Length, LongestText)], plain);
        }

        return plain.ToString().Trim().Normalize(NormalizationForm.FormC);
    }

    private static void AppendLetters(ReadOnlySpan<char> word, StringBuilder plain)
    {
        plain.Append(' ');
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (char.IsLetter(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
                plain.Append(char.ToLowerInvariant(c));
            else if (c is '\'' or '’' && i > 0 && i < word.Length - 1)
                plain.Append('\'');
            else if (plain[^1] != ' ')
                plain.Append(' ');
        }
    }
}
