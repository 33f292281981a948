namespace Cosmo.Core.Assistant.BuiltIn.Classifying;

/// <summary>
/// What a linear classifier sees of a message: its folded words, pairs of neighbours, how it begins, pieces of three to
/// five letters (they survive slips of the finger and endings of words), and marks such as a question mark. Each feature
/// is a number below <see cref="Buckets"/>, by hashing; the same is used for training and for reading.
/// </summary>
public static class SentenceFeatures
{
    /// <summary>How many different features there are; unlike features may share one.</summary>
    public const int Buckets = 1 << 18;

    /// <summary>The first words of a message are seen; a long story says early what it is about.</summary>
    private const int MostWords = 120;

    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    private static readonly string[] s_anger = ["😡", "🤬", "😠", "👎", "🖕", "🙄", "👏"];

    /// <summary>The features of a text, each once.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="words">The same, folded to words (<see cref="Fold.Words"/>).</param>
    public static List<int> Of(string text, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        var features = new List<int>(words.Count * 16 + 8);
        var before = "";
        var count = Math.Min(words.Count, MostWords);
        for (var i = 0; i < count; i++)
        {
            var word = words[i];
            features.Add(Bucket('w', word));
            features.Add(Bucket('p', before, word));
            if (i > 1)
                features.Add(Bucket('s', words[i - 2], word));
            if (i == 0)
                features.Add(Bucket('f', word));
            AddPieces(word, features);
            before = word;
        }

        features.Add(Bucket('p', before, ""));
        AddMarks(text, words.Count, features);
        features.Sort();
        var kept = 0;
        for (var i = 0; i < features.Count; i++)
        {
            if (i == 0 || features[i] != features[i - 1])
                features[kept++] = features[i];
        }

        features.RemoveRange(kept, features.Count - kept);
        return features;
    }

    private static void AddPieces(string word, List<int> features)
    {
        Span<char> padded = stackalloc char[Math.Min(word.Length, 30) + 2];
        padded[0] = '<';
        word.AsSpan(0, padded.Length - 2).CopyTo(padded[1..]);
        padded[^1] = '>';
        for (var length = 3; length <= 5; length++)
        {
            for (var start = 0; start + length <= padded.Length; start++)
                features.Add(Bucket('c', padded.Slice(start, length)));
        }
    }

    private static void AddMarks(string text, int words, List<int> features)
    {
        if (text.AsSpan().IndexOfAny('?', '؟', '？') >= 0)
            features.Add(Bucket('m', "?"));
        if (text.AsSpan().Count('!') > 1)
            features.Add(Bucket('m', "!!"));
        if (text.Contains("...", StringComparison.Ordinal) || text.Contains('…', StringComparison.Ordinal))
            features.Add(Bucket('m', "..."));
        if (Array.Exists(s_anger, sign => text.Contains(sign, StringComparison.Ordinal)))
            features.Add(Bucket('m', "anger"));
        features.Add(Bucket('n', words switch { 0 => "0", 1 => "1", <= 3 => "3", <= 6 => "6", <= 12 => "12", _ => "more" }));
    }

    // FNV-1a over the kind and the letters.
    private static int Bucket(char kind, ReadOnlySpan<char> letters, ReadOnlySpan<char> more = default)
    {
        var hash = Mix(Basis, kind);
        foreach (var c in letters)
            hash = Mix(hash, c);
        if (kind is 'p' or 's')
            hash = Mix(hash, ' ');
        foreach (var c in more)
            hash = Mix(hash, c);
        hash ^= hash >> 16;
        return (int)(hash & (Buckets - 1));
    }

    private static uint Mix(uint hash, char c) => (hash ^ c) * Prime;
}
