namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>
/// What the word rules find in one message. Each sentence is read whole and part by part (between commas): a part's
/// own negation cancels only that part, so "no bot please, a person" still asks for a person.
/// </summary>
internal sealed class Reading
{
    private static readonly char[] SentenceEnds = ['.', '!', '?', '؟', '¿', '¡', ';', '\n', '।', '。'];
    private static readonly char[] PartEnds = [',', '،', '(', ')', '–', '—', ':'];

    private double _topicScore;

    public Reading(string text, WordRules rules)
    {
        foreach (var sentence in text.Split(SentenceEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = sentence.Split(PartEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var cancelled = false;
            foreach (var part in parts)
                cancelled |= Read(Fold.Words(part), rules);
            if (parts.Length > 1 && !cancelled)
                Read(Fold.Words(sentence), rules);
        }
    }

    public Evidence? Person { get; private set; }

    /// <summary>It says that no person is wanted, or speaks of one in another way.</summary>
    public bool NoPerson { get; private set; }

    public Evidence? Issue { get; private set; }

    public Evidence? Frustrated { get; private set; }

    public Evidence? Complex { get; private set; }

    public CaseTopic Topic { get; private set; }

    // Returns whether a negation cancelled something here.
    private bool Read(List<string> words, WordRules rules)
    {
        var fired = rules.Fire(words, 0, words.Count);
        var (notPerson, notIssue) = (false, false);
        foreach (var hit in fired)
        {
            notPerson |= hit.Rule.Kind is RuleKind.NotPerson;
            notIssue |= hit.Rule.Kind is RuleKind.NotIssue;
        }

        NoPerson |= notPerson;
        foreach (var hit in fired)
        {
            switch (hit.Rule.Kind)
            {
                case RuleKind.Person when !notPerson || hit.Rule.Score >= 1:
                    Person = Stronger(Person, hit, words);
                    break;
                case RuleKind.Issue when !notIssue:
                    Issue = Stronger(Issue, hit, words);
                    Note(hit.Rule);
                    break;
                case RuleKind.Frustrated:
                    Frustrated = Stronger(Frustrated, hit, words);
                    break;
                case RuleKind.Complex:
                    Complex = Stronger(Complex, hit, words);
                    break;
                case RuleKind.Topic:
                    Note(hit.Rule);
                    break;
            }
        }

        return notPerson || notIssue;
    }

    private void Note(WordRule rule)
    {
        if (rule.Score > _topicScore)
            (Topic, _topicScore) = (rule.Topic, rule.Score);
    }

    private static Evidence? Stronger(Evidence? so, RuleHit hit, List<string> words) =>
        so is not null && so.Score >= hit.Rule.Score
            ? so
            : new(string.Join(' ', words[hit.Start..hit.End]), hit.Rule.Score, BuiltInUnderstanding.Threshold);
}
