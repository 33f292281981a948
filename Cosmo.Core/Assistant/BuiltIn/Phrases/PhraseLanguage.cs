using System.Text.RegularExpressions;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>
/// The phrasebook in one language, read from its file. Lines "name: words" come first, then one phrase a line:
/// id | text | patterns (groups by +, alternatives by ;) | optional words.
/// </summary>
internal sealed class PhraseLanguage
{
    private const int ShortestForgiven = 6;

    private readonly Dictionary<string, string> _settings = [];
    private Dictionary<string, Phrase> _byId = [];
    private readonly HashSet<string> _vocabulary = [];
    private readonly List<string> _longWords = [];

    public PhraseLanguage(string code)
    {
        Code = code;
        foreach (var line in EmbeddedText.Lines($"Phrases.{code}.txt"))
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            if (parts.Length == 1)
                ReadSetting(line);
            else
                _byId.Add(parts[0], new(parts[0], parts[1], ReadPatterns(parts)));
        }

        Fillers = Terms("fillers");
        AskCues = Terms("ask");
        TellCues = Terms("tell");
        Instructions = Terms("instruct");
        JointWords = Terms("joints");
        Roles = new(Terms, [.. _settings["handing"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split('+').Select(g => Split(g).Select(Term).ToArray()).ToArray())]);
        var joints = string.Join('|', _settings["joints"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(j => Regex.Escape(j).Replace('_', ' ')));
        Joints = new($@"\s*[,;،]\s*|(?<![\p{{L}}\p{{M}}])(?:{joints})(?![\p{{L}}\p{{M}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        _longWords.AddRange(_vocabulary.Where(w => w.Length >= ShortestForgiven));
    }

    public string Code { get; }

    public WordIndex Index { get; } = new();

    public IReadOnlyCollection<Phrase> Phrases => _byId.Values;

    /// <summary>The ways to write what the business added, see <see cref="With"/>.</summary>
    public IReadOnlyList<OwnWay> Own { get; private set; } = [];

    /// <summary>Words that change no meaning, anywhere.</summary>
    public HashSet<int> Fillers { get; }

    /// <summary>Words that ask for something; an item needs one.</summary>
    public HashSet<int> AskCues { get; }

    /// <summary>Words that hand over a statement ("tell them that").</summary>
    public HashSet<int> TellCues { get; }

    /// <summary>Words that begin an instruction to us, which must never reach the customer as it is.</summary>
    public HashSet<int> Instructions { get; }

    /// <summary>The words that join clauses; between things to ask for they mean nothing else.</summary>
    public HashSet<int> JointWords { get; }

    /// <summary>Who does what to whom.</summary>
    public PhraseRoles Roles { get; }

    /// <summary>Whether "us" can stand for ourselves ("wir melden uns", "nos pondremos en contacto"); in English it never does.</summary>
    public bool ReflexiveUs => Code is not "en";

    /// <summary>Commas and the words that join clauses.</summary>
    public Regex Joints { get; }

    public string Setting(string name) => _settings[name];

    public Phrase Find(string id) => _byId[id];

    /// <summary>Whether the phrase can be said in this language: one of the business may lack it.</summary>
    public bool Knows(string id) => _byId.ContainsKey(id);

    /// <summary>This language with what the business changed; this one stays as it is.</summary>
    public PhraseLanguage With(PhraseChoices choices)
    {
        if (choices.IsNone)
            return this;
        var changed = (PhraseLanguage)MemberwiseClone();
        changed._byId = _byId.Values.Where(p => !choices.Off.Contains(p.Id))
            .Select(p => choices.Texts.TryGetValue((p.Id, Code), out var text) ? p with { Text = text } : p)
            .ToDictionary(p => p.Id);
        var ways = new List<OwnWay>();
        foreach (var own in choices.Own)
        {
            if (!own.Sides.TryGetValue(Code, out var side))
                continue;
            var phrase = changed._byId[own.Id] = new(own.Id, side.Text.Trim(), []);
            ways.AddRange(side.Ways.Select(w => OwnWay.Of(phrase, w, this)));
        }

        changed.Own = ways;
        return changed;
    }

    /// <summary>
    /// Forgives a slip in a long word that is otherwise unknown. Only slips that make no other word: a lost parcel
    /// ("perdido") is one letter from an order ("pedido").
    /// </summary>
    public string Forgive(string word)
    {
        if (word.Length < ShortestForgiven || _vocabulary.Contains(word))
            return word;
        foreach (var known in _longWords)
        {
            if (Math.Abs(known.Length - word.Length) <= 1 && known[0] == word[0] && OneEdit(known, word))
                return known;
        }

        return word;
    }

    private void ReadSetting(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        _settings[line[..colon]] = line[(colon + 1)..].Trim();
    }

    private HashSet<int> Terms(string name) => [.. _settings[name].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Term)];

    private int Term(string written)
    {
        foreach (var word in Fold.Words(written.Replace('_', ' ')))
            _vocabulary.Add(word);
        return Index.Add(written);
    }

    private Pattern[] ReadPatterns(string[] parts)
    {
        if (parts.Length < 3)
            return [];
        int[] optional = parts.Length > 3 ? [.. Split(parts[3]).Select(Term)] : [];
        return [.. parts[2].Split(';').Select(p => new Pattern([.. p.Split('+').Select(g => Split(g).Select(Term).ToArray())], optional))];
    }

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Two neighbours swapped, a letter doubled or not doubled, a vowel inside the word left out.
    private static bool OneEdit(string known, string word)
    {
        var start = 0;
        while (start < known.Length && start < word.Length && known[start] == word[start])
            start++;
        var rest = known.AsSpan(start);
        var typed = word.AsSpan(start);
        if (rest.Length == typed.Length)
            return rest.Length > 1 && rest[0] == typed[1] && rest[1] == typed[0] && rest[2..].SequenceEqual(typed[2..]);
        return rest.Length > typed.Length
            ? rest[1..].SequenceEqual(typed) && (rest[0] == known[start - 1] || rest.Length > 2 && rest[0] is 'a' or 'e' or 'i' or 'o' or 'u')
            : typed[1..].SequenceEqual(rest) && typed[0] == word[start - 1];
    }
}
