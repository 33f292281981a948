namespace Cosmo.Core.Storage;

/// <summary>What a person typed, as terms that no database can misread: letters, digits and their marks only.</summary>
internal static class SearchQuery
{
    /// <summary>More terms cost time and find nothing more.</summary>
    public const int MostTerms = 32;

    /// <summary>The terms that must all be found. Letters that stand apart in one written word (Chinese, Thai) are one phrase.</summary>
    public static IReadOnlyList<string[]> Terms(string text) => [.. Words(text).SelectMany(Phrases).Where(IsTerm).Take(MostTerms)];

    private static IEnumerable<string[]> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => SearchText.Fold(word).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string[]> Phrases(string[] pieces)
    {
        for (var i = 0; i < pieces.Length;)
        {
            var end = i + 1;
            while (StandsApart(pieces[i]) && end < pieces.Length && StandsApart(pieces[end]))
                end++;
            yield return pieces[i..end];
            i = end;
        }
    }

    private static bool IsTerm(string[] term) => term.Any(piece => piece.Any(char.IsLetterOrDigit));

    private static bool StandsApart(string piece) => piece is [var letter] && SearchText.StandsApart(letter);
}
