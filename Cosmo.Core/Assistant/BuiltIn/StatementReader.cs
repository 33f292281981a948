namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>
/// Tells what customers state from what they ask. Knowledge answers questions; who tells that the strap came off, in
/// whatever words, wants somebody to act. A weak finding: it counts only where nothing else does.
/// </summary>
internal static class StatementReader
{
    private const double Score = 0.6;
    private const int FewestWords = 3;
    private const int MostWords = 60;

    // Questions begin with their word in these languages, after a greeting at most; elsewhere it may stand anywhere.
    private const int Beginning = 3;
    private static readonly HashSet<string> s_anywhere = ["tr", "id", "ar", "hi"];
    private static readonly char[] s_parts = ['.', '!', ';', ',', '،', '।', '\n', ':', '–', '—'];

    // "I like turtles" is no business of a shop: an English statement names somebody's thing or denies something.
    private static readonly HashSet<string> s_english =
        ["my", "the", "this", "these", "that", "it", "its", "you", "your", "youre", "u", "ur", "order", "package", "parcel", "no", "not", "never", "nothing", "zero", "without", "still", "cant", "wont", "doesnt", "dont", "isnt", "didnt", "havent", "hasnt"];

    /// <summary>The statement, or null for a question, a wish, thanks, or a few words.</summary>
    /// <param name="text">The message as it was written.</param>
    /// <param name="words">Its folded words.</param>
    /// <param name="language">ISO 639-1 code of its language; languages without a word file state nothing.</param>
    /// <param name="rules">The word lists.</param>
    public static Evidence? Read(string text, List<string> words, string language, WordRules rules)
    {
        if (words.Count is < FewestWords or > MostWords || !WordRules.Languages.Contains(language) || text.AsSpan().IndexOfAny('?', '؟', '？') >= 0)
            return null;
        if (rules.Has(words, "thanks") || rules.Has(words, "goodbye") || language == "en" && !words.Exists(s_english.Contains))
            return null;
        return BeginsAsking(text, language, rules) ? null : new(text.Trim(), Score, BuiltInUnderstanding.Threshold);
    }

    /// <summary>Whether it asks something: by its mark, or by how one of its parts begins.</summary>
    public static bool Asks(string text, string language, WordRules rules) =>
        text.AsSpan().IndexOfAny('?', '؟', '？') >= 0 || WordRules.Languages.Contains(language) && BeginsAsking(text, language, rules);

    private static bool BeginsAsking(string text, string language, WordRules rules) =>
        Array.Exists(text.Split(s_parts, StringSplitOptions.RemoveEmptyEntries), part =>
            Fold.Words(part) is { Count: > 0 } words && rules.BeginsAsking(words, language, s_anywhere.Contains(language) ? int.MaxValue : Beginning));
}
