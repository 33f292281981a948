using Cosmo.Core.Storage;

namespace Cosmo.Core.Knowledge.Matching;

/// <summary>A text as words that are compared: folded as for searching, and the letters that people write alike made one.</summary>
internal static class MatchText
{
    /// <summary>The words; letters of scripts without spaces are words of one letter each.</summary>
    public static List<string> Words(string text) =>
        [.. SearchText.Fold(text).Replace('ة', 'ه').Replace('ى', 'ي').Replace('ک', 'ك').Replace("\u093c", "", StringComparison.Ordinal).Replace('ँ', 'ं').Replace('ł', 'l').Replace('ø', 'o').Replace('đ', 'd')
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsLetterOrDigit))];
}
