using Cosmo.Core.Assistant.BuiltIn.Classifying;
using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>
/// Reads customers' messages by word rules in eleven languages (see the Words folder) and by a small classifier for what
/// the rules have no words for. All languages' rules apply to every message, because people mix languages; a rule needs
/// several words or a telling one, so that is safe.
/// </summary>
public sealed class BuiltInUnderstanding(LanguageDetector languages) : IUnderstanding
{
    /// <summary>The score from which a finding counts.</summary>
    public const double Threshold = 0.6;

    /// <summary>Who states something with less likelihood than this that somebody must see it, only tells.</summary>
    private const double Harmless = 0.2;

    private const int LongestText = 4000;

    private readonly Lazy<WordRules> _rules = new(() => new WordRules());

    /// <inheritdoc />
    public ValueTask<Understood> UnderstandAsync(CustomerTurn turn, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return ValueTask.FromResult(Understand(turn));
    }

    /// <summary>Reads one message at once. Safe from any thread.</summary>
    public Understood Understand(CustomerTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var text = Cut.To(turn.Text, LongestText);
        var rules = _rules.Value;
        var language = languages.Detect(text, turn.ConversationLanguage);
        var words = Fold.Words(text);
        var reading = new Reading(text, rules);
        var tone = Tone.Of(text);
        // Signs alone, and small talk word for word from the lists, give the classifier nothing to read.
        var saysNothing = tone.Score == 0 && reading is { Person: null, Issue: null, Frustrated: null, Complex: null }
            && (words.Count == 0 || SmallTalkReader.Read(text, words, rules) is not SmallTalk.None);
        var sense = saysNothing ? default : SentenceClassifier.Shared.Guess(SentenceFeatures.Of(text, words));

        var person = reading.Person;
        // "Agent please" asks for one; "great agent, thanks" praises one.
        if (person is null && words.Count is > 0 and <= 6 && rules.Covers(words, "alone", "beside", "greeting"))
            person = new(text.Trim(), 0.85, Threshold);
        var found = Judgement.Of(text, reading, person, tone, sense, StatementReader.Asks(text, language.Code, rules));

        var plain = found is { Person: null, Issue: null, Frustrated: null, Complex: null };
        var smallTalk = plain ? SmallTalkReader.Read(text, words, rules) : SmallTalk.None;
        var statement = smallTalk is SmallTalk.None && sense.Any >= Harmless ? StatementReader.Read(text, words, language.Code, rules) : null;
        return new(language.Code, language.Certain, found.Person, found.Issue, found.Frustrated, smallTalk, reading.Topic, "built-in")
        {
            TooComplex = found.Complex ?? statement,
            Concern = sense.Any,
            Annoyance = found.Annoyance,
            Complexity = found.Complexity,
        };
    }
}
