namespace Cosmo.Core.Storage;

/// <summary>What a person typed, as terms that no database can misread: letters, digits and their marks only.</summary>
internal static class SearchQuery
{
    /// <summary>More terms cost time and find nothing more.</summary>
    public const int MostTerms = 32;

    /// <summary>The terms that must all be found. Letters that stand apart in one written word (Chinese, Thai) are one phrase.</summary>
    public static IReadOnlyList<string[]> Terms(string text) => [.. Words(text).SelectMany(Phrases).Where(IsTerm).Take(MostTerms)];

    /// <summary>
    /// The different terms of a question, of which any may be found. Scripts without spaces give pairs of neighbouring letters,
    /// since a whole sentence is never found again.
    /// </summary>
    public static IReadOnlyList<string[]> AnyTerms(string text) =>
        [.. Words(text).SelectMany(Phrases).SelectMany(Pairs).Where(IsTerm).DistinctBy(term => string.Join(' ', term)).Take(MostTerms)];

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

    private static IEnumerable<string[]> Pairs(string[] phrase) =>
        phrase.Length < 2 ? [phrase] : phrase.Zip(phrase.Skip(1), (first, second) => new[] { first, second });

    private static bool IsTerm(string[] term) => term.Any(piece => piece.Any(char.IsLetterOrDigit));

    private static bool StandsApart(string piece) => piece is [var letter] && SearchText.StandsApart(letter);
}
