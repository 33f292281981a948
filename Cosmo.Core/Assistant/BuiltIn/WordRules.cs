using System.Globalization;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>What a rule of a word file says when its words are found.</summary>
internal enum RuleKind { Person, NotPerson, Issue, NotIssue, Frustrated, Complex, Topic }

/// <summary>One line of a word file: fires when each of its groups has a word in the clause.</summary>
internal sealed record WordRule(RuleKind Kind, CaseTopic Topic, double Score, int Groups);

/// <summary>A rule that fired, with the words it fired on (from the first to the last of them).</summary>
internal readonly record struct RuleHit(WordRule Rule, int Start, int End);

/// <summary>The rules of all languages over one index. Read once; safe to use from many threads afterwards.</summary>
internal sealed class WordRules
{
    /// <summary>The languages that have a word file, ISO 639-1.</summary>
    public static readonly string[] Languages = ["en", "es", "pt", "fr", "de", "it", "nl", "tr", "id", "ar", "hi"];

    private const string Asks = "asks";

    private readonly WordIndex _index = new();
    private readonly List<WordRule> _rules = [];
    private readonly Dictionary<int, List<(int Rule, int Group)>> _uses = [];
    private readonly Dictionary<string, HashSet<int>> _sets = [];

    public WordRules()
    {
        foreach (var language in Languages)
            Read(language);
    }

    /// <summary>Every rule that fires on the words from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public List<RuleHit> Fire(List<string> words, int from, int to)
    {
        var hits = new List<TermHit>();
        _index.Find(words, from, to, hits);
        var seen = new Dictionary<int, (int Mask, int Start, int End)>();
        var fired = new List<RuleHit>();
        foreach (var hit in hits)
        {
            if (!_uses.TryGetValue(hit.Term, out var uses))
                continue;
            foreach (var (number, group) in uses)
            {
                var (mask, start, end) = seen.TryGetValue(number, out var so) ? so : (0, int.MaxValue, 0);
                if ((mask & 1 << group) != 0)
                    continue;
                var rule = _rules[number];
                var now = (Mask: mask | 1 << group, Start: Math.Min(start, hit.Start), End: Math.Max(end, hit.Start + hit.Length));
                seen[number] = now;
                if (now.Mask == (1 << rule.Groups) - 1)
                    fired.Add(new(rule, now.Start, now.End));
            }
        }

        return fired;
    }

    /// <summary>Whether the named lists together cover every word, and the first list's words occur at all.</summary>
    public bool Covers(List<string> words, string set, params ReadOnlySpan<string> fillers)
    {
        var hits = new List<TermHit>();
        _index.Find(words, 0, words.Count, hits);
        Span<bool> covered = words.Count <= 64 ? stackalloc bool[words.Count] : new bool[words.Count];
        var found = false;
        foreach (var hit in hits)
        {
            var inSet = _sets[set].Contains(hit.Term);
            found |= inSet;
            var counts = inSet;
            foreach (var filler in fillers)
                counts |= _sets[filler].Contains(hit.Term);
            if (counts)
                covered.Slice(hit.Start, hit.Length).Fill(true);
        }

        return found && !covered.Contains(false);
    }

    /// <summary>Whether one of the first words after a greeting begins a question or a wish in this language.</summary>
    public bool BeginsAsking(List<string> words, string language, int within)
    {
        var hits = new List<TermHit>();
        _index.Find(words, 0, words.Count, hits);
        var start = hits.Where(h => h.Start == 0 && _sets["greeting"].Contains(h.Term)).Select(h => h.Length).DefaultIfEmpty(0).Max();
        return hits.Exists(h => h.Start - start < within && _sets[$"{Asks} {language}"].Contains(h.Term)
            || h.Start == start && _sets.TryGetValue($"{Asks} first {language}", out var first) && first.Contains(h.Term));
    }

    /// <summary>Whether any word is of the named list.</summary>
    public bool Has(List<string> words, string set)
    {
        var hits = new List<TermHit>();
        _index.Find(words, 0, words.Count, hits);
        return hits.Exists(h => _sets[set].Contains(h.Term));
    }

    private void Read(string language)
    {
        var lists = new Dictionary<string, string[]>();
        var section = "";
        foreach (var line in EmbeddedText.Lines($"Words.{language}.txt"))
        {
            if (line[0] == '[')
                section = line.Trim('[', ']');
            else if (line[0] == '@' && line.Contains(" = ", StringComparison.Ordinal))
                lists[line[..line.IndexOf(' ', StringComparison.Ordinal)]] = Words(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..], lists);
            else
                AddLine(section.StartsWith(Asks, StringComparison.Ordinal) ? $"{section} {language}" : section, line, lists);
        }
    }

    private void AddLine(string section, string line, Dictionary<string, string[]> lists)
    {
        if (section is "alone" or "beside" or "greeting" or "thanks" or "goodbye" or "pleasantry" or "small" || section.StartsWith(Asks, StringComparison.Ordinal))
        {
            if (!_sets.TryGetValue(section, out var set))
                _sets[section] = set = [];
            foreach (var word in Words(line, lists))
                set.Add(_index.Add(word));
            return;
        }

        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var score = 0.9;
        if (space > 0 && double.TryParse(line[..space], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given))
            (score, line) = (given, line[space..]);
        var groups = line.Split('+', StringSplitOptions.TrimEntries);
        var number = _rules.Count;
        _rules.Add(new(KindOf(section), TopicOf(section), score, groups.Length));
        for (var group = 0; group < groups.Length; group++)
        {
            foreach (var word in Words(groups[group], lists))
            {
                var term = _index.Add(word);
                if (!_uses.TryGetValue(term, out var uses))
                    _uses[term] = uses = [];
                uses.Add((number, group));
            }
        }
    }

    private static string[] Words(string text, Dictionary<string, string[]> lists) =>
        [.. text.Split([' ', '/'], StringSplitOptions.RemoveEmptyEntries).SelectMany(w => w[0] == '@' ? lists[w] : [w]).Where(w => w.Any(char.IsLetterOrDigit))];

    private static RuleKind KindOf(string section) => section.Split(' ') switch
    {
        ["person"] => RuleKind.Person,
        ["not", "person"] => RuleKind.NotPerson,
        ["issue", _] => RuleKind.Issue,
        ["not", "issue"] => RuleKind.NotIssue,
        ["frustrated"] => RuleKind.Frustrated,
        ["complex"] => RuleKind.Complex,
        ["topic", _] => RuleKind.Topic,
        _ => throw new InvalidOperationException($"A word list has an unknown section: {section}"),
    };

    private static CaseTopic TopicOf(string section) =>
        section.Split(' ') is ["issue" or "topic", var topic] ? Enum.Parse<CaseTopic>(topic) : CaseTopic.General;
}
