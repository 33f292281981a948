using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>
/// Reads customers' messages by word rules in eleven languages (see the Words folder). All languages' rules apply to
/// every message, because people mix languages; a rule needs several words or a telling one, so that is safe.
/// </summary>
public sealed class BuiltInUnderstanding(LanguageDetector languages) : IUnderstanding
{
    /// <summary>The score from which a finding counts.</summary>
    public const double Threshold = 0.6;

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

        Evidence? person = reading.Person;
        // "Agent please" asks for one; "great agent, thanks" praises one.
        if (person is null && words.Count is > 0 and <= 6 && rules.Covers(words, "alone", "beside", "greeting"))
            person = new(text.Trim(), 0.85, Threshold);
        Evidence? frustrated = reading.Frustrated;
        if (tone.Score + (frustrated?.Score ?? 0) >= Threshold)
            frustrated = new(frustrated?.Words ?? tone.Words, Math.Min(1, tone.Score + (frustrated?.Score ?? 0)), Threshold);

        var smallTalk = person is null && reading.Issue is null && frustrated is null && reading.Complex is null ? SmallTalkReader.Read(text, words, rules) : SmallTalk.None;
        return new(language.Code, language.Certain, person, reading.Issue, frustrated, smallTalk, reading.Topic, "built-in")
        {
            TooComplex = reading.Complex ?? (smallTalk is SmallTalk.None ? StatementReader.Read(text, words, language.Code, rules) : null),
        };
    }
}
