using System.Collections.Frozen;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Knowledge.Matching;

namespace Cosmo.Core.Assistant.Models;

/// <summary>A word of a text that says something: neither small, nor a number.</summary>
/// <param name="Stem">Its beginning: endings differ, and particles that Arabic writes on to it are left out.</param>
/// <param name="Concepts">What it plainly means, in whatever language, with the phrase that it stands in.</param>
/// <param name="IsLong">Long enough that two texts do not share it by chance.</param>
internal sealed record CounselWord(string Stem, IReadOnlyList<string> Concepts, bool IsLong);

/// <summary>What texts speak of, for rules that compare what a model says with what it was given. Pure.</summary>
internal static class CounselWords
{
    /// <summary>Scripts without small and capital letters write short words.</summary>
    private const char ShortScripts = '\u0590';

    private static readonly string[] s_particles = ["وال", "بال", "فال", "كال", "لل", "ال"];

    private static readonly FrozenDictionary<string, string[]> s_lists = EmbeddedText.Lines("Guarding.words.txt")
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .GroupBy(parts => parts[1])
        .ToFrozenDictionary(kind => kind.Key, kind => kind.SelectMany(parts => MatchText.Words(parts[2])).Distinct().ToArray());

    private static readonly FrozenSet<string> s_small = s_lists["small"].ToFrozenSet();
    private static readonly FrozenSet<string> s_asks = s_lists["asks"].Select(Stem).ToFrozenSet();

    /// <summary>The words of a text that say something, in order.</summary>
    public static List<CounselWord> Of(string text)
    {
        var words = MatchText.Words(text);
        var said = new List<CounselWord>();
        for (var i = 0; i < words.Count;)
        {
            var (meaning, length) = Glossary.Shared.At(words, i);
            IReadOnlyList<string> concepts = meaning.IsPlain ? [.. meaning.Concepts.Select(c => "=" + c)] : [];
            for (var end = i + length; i < end; i++)
            {
                var word = words[i];
                if (word.Length >= 3 && !word.Any(char.IsDigit) && !SmallWords.Contains(word) && !s_small.Contains(word))
                    said.Add(new(Stem(word), concepts, word.Length >= (IsShortScript(word) ? 4 : 5)));
            }
        }

        return said;
    }

    /// <summary>The word belongs to questions of all kinds; endings that are written on to a short one do not matter.</summary>
    public static bool Asks(CounselWord word) => s_asks.Contains(word.Stem) || word.Stem.Length > 4 && s_asks.Contains(word.Stem[..4]);

    private static bool IsShortScript(string word) => word[0] >= ShortScripts;

    private static string Stem(string word)
    {
        if (!IsShortScript(word))
            return word.Length > 5 ? word[..5] : word;
        var bare = s_particles.FirstOrDefault(p => word.Length >= p.Length + 3 && word.StartsWith(p, StringComparison.Ordinal)) is { } particle ? word[particle.Length..] : word;
        return bare.Length > 4 ? bare[..4] : bare;
    }
}

/// <summary>What a number of texts hold, to look words up in.</summary>
internal sealed class CounselVocabulary
{
    private readonly HashSet<string> _stems = [];
    private readonly HashSet<string> _concepts = [];

    public CounselVocabulary(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            _stems.UnionWith(CounselWords.Of(text).Select(w => w.Stem));
            // Read as a whole: in scripts without spaces there are no words to look at.
            _concepts.UnionWith(QuestionTerms.Of(text).Concepts);
        }
    }

    /// <summary>The texts hold this word, or another one for the same thing.</summary>
    public bool Holds(CounselWord word) => _stems.Contains(word.Stem) || word.Concepts.Any(_concepts.Contains);
}
