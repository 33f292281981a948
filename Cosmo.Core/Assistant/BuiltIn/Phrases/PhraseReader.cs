using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>What a text says in phrases, and what of it no phrase says.</summary>
internal sealed record PhraseReading(IReadOnlyList<Said> Said, IReadOnlyList<string> Unmatched)
{
    public bool Complete => Unmatched.Count == 0 && Said.Count > 0;
}

/// <summary>
/// Recognises phrases in a text of a known language. A piece of text is a phrase only if each of its words belongs to
/// it: one word that is not accounted for (a negation, a condition) and the piece stays unmatched.
/// </summary>
internal static partial class PhraseReader
{
    private const char FirstMark = '\uE000';
    private const int LongestText = 4000;
    private static readonly SearchValues<char> NoWords = SearchValues.Create(" .!?¿¡؟।:;,،\t");

    /// <summary>Reads a text.</summary>
    /// <param name="text">In the language of <paramref name="language"/>.</param>
    /// <param name="language">The phrasebook's side to read with.</param>
    /// <param name="customers">True for what customers write, false for what members write.</param>
    public static PhraseReading Read(string text, PhraseLanguage language, bool customers)
    {
        var head = Cut.To(text, LongestText);
        var clean = CleanText.Of(head);
        var facts = FactReader.Read(clean).Where(f => f is not { Soft: true, Kind: FactKind.Number }).ToList();
        var all = ReadMasked(clean, facts, language, customers);
        if (text.Length > head.Length)
            return new(all.Said, [.. all.Unmatched, text[head.Length..]]);
        if (all.Complete || !facts.Exists(f => f.Soft))
            return all;
        // Words like the German "morgen" are a day in one sentence and a greeting in the next.
        var proven = ReadMasked(clean, [.. facts.Where(f => !f.Soft)], language, customers);
        return proven.Unmatched.Count <= all.Unmatched.Count ? proven : all;
    }

    private static PhraseReading ReadMasked(string clean, List<Fact> facts, PhraseLanguage language, bool customers)
    {
        var masked = new StringBuilder(clean);
        for (var i = facts.Count - 1; i >= 0; i--)
            masked.Remove(facts[i].Start, facts[i].Raw.Length).Insert(facts[i].Start, $" {(char)(FirstMark + i)} ");

        var (said, unmatched) = (new List<Said>(), new List<string>());
        foreach (Match sentence in SentencePattern().Matches(masked.ToString()))
            ReadSentence(sentence.Value, facts, language, customers, said, unmatched);
        return new(said, unmatched);
    }

    private static void ReadSentence(string sentence, List<Fact> facts, PhraseLanguage language, bool customers, List<Said> said, List<string> unmatched)
    {
        var asks = sentence.TrimEnd().EndsWith('?') || sentence.TrimEnd().EndsWith('؟');
        var pieces = Pieces(sentence, language);
        var (askedBefore, weBefore) = (false, false);
        for (var from = 0; from < pieces.Count;)
        {
            var to = pieces.Count;
            IReadOnlyList<Said>? found = null;
            var weNow = false;
            for (; to > from && found is null; to--)
            {
                var piece = sentence[pieces[from].Start..pieces[to - 1].End];
                var inside = facts.Where((_, i) => piece.Contains((char)(FirstMark + i), StringComparison.Ordinal)).ToList();
                var match = new PieceMatch(piece, inside, language, customers, asks);
                found = match.Find(askedBefore, weBefore);
                weNow = match.SaysWe;
            }

            if (found is null)
            {
                unmatched.Add(Restore(sentence[pieces[from].Start..pieces[from].End], facts));
                (from, weBefore) = (from + 1, false);
                continue;
            }

            askedBefore = found is [{ Kind: PhraseKind.Item }, ..];
            weBefore = weNow;
            said.AddRange(found);
            from = to + 1;
        }
    }

    private static List<(int Start, int End)> Pieces(string sentence, PhraseLanguage language)
    {
        var pieces = new List<(int, int)>();
        var start = 0;
        foreach (Match joint in language.Joints.Matches(sentence))
        {
            Add(start, joint.Index);
            start = joint.Index + joint.Length;
        }

        Add(start, sentence.Length);
        return pieces;

        void Add(int from, int to)
        {
            if (sentence.AsSpan(from, to - from).ContainsAnyExcept(NoWords))
                pieces.Add((from, to));
        }
    }

    private static string Restore(string piece, List<Fact> facts)
    {
        for (var i = 0; i < facts.Count; i++)
            piece = piece.Replace($" {(char)(FirstMark + i)} ", facts[i].Raw, StringComparison.Ordinal);
        return piece.Trim().TrimEnd('.', ' ');
    }

    // Up to the end of a sentence, a line break or the end of the text.
    [GeneratedRegex(@"[^.!?؟।\n]+[.!?؟।]*", RegexOptions.CultureInvariant)]
    private static partial Regex SentencePattern();
}
