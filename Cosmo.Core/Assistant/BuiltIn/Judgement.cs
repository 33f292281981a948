using Cosmo.Core.Assistant.BuiltIn.Classifying;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>
/// Weighs what the word lists found against what the classifier makes of the whole message. Words that are plain count
/// by themselves; the classifier finds what has no such words, and takes back words that mean something else here.
/// </summary>
internal sealed record Judgement(Evidence? Person, Evidence? Issue, Evidence? Frustrated, Evidence? Complex, double Annoyance, double Complexity)
{
    /// <summary>From this likelihood on the classifier's word for a person counts alone.</summary>
    private const double PersonFrom = 0.5;

    /// <summary>The same for the other reasons: how likely it is that anybody must see the message.</summary>
    private const double AnyFrom = 0.55;

    /// <summary>The same for a question: whoever complains seldom asks, and without words for it a question is mostly about the goods.</summary>
    private const double QuestionFrom = 0.75;

    /// <summary>Below this likelihood that anybody must see a message, the words in it mean something else.</summary>
    private const double Unlikely = 0.1;

    /// <summary>The same for what is more than an assistant can do: its words are rare elsewhere, its messages long and unlike each other.</summary>
    private const double ComplexUnlikely = 0.04;

    /// <summary>The same for asking for a person, where a wrong "no" is worse.</summary>
    private const double VeryUnlikely = 0.015;

    /// <param name="text">The message.</param>
    /// <param name="reading">What the word lists found in it.</param>
    /// <param name="person">Their finding that it asks for a person.</param>
    /// <param name="tone">How loud it is.</param>
    /// <param name="sense">What the classifier makes of it.</param>
    /// <param name="asks">It asks something.</param>
    public static Judgement Of(string text, Reading reading, Evidence? person, Tone tone, Sense sense, bool asks)
    {
        var from = asks ? QuestionFrom : AnyFrom;
        if (sense.Any < VeryUnlikely)
            person = null;
        else if (person is null && !reading.NoPerson && sense.Person >= PersonFrom)
            person = Found(text, sense.Person, PersonFrom);

        var loud = tone.Score + (reading.Frustrated?.Score ?? 0);
        var frustrated = loud >= BuiltInUnderstanding.Threshold
            ? new Evidence(reading.Frustrated?.Words ?? tone.Words, Math.Min(1, loud), BuiltInUnderstanding.Threshold)
            : null;
        frustrated = Weigh(text, frustrated, sense, MessageClass.Frustrated, from);
        var complex = Weigh(text, reading.Complex, sense, MessageClass.Complex, from, ComplexUnlikely);
        return new(
            person,
            Weigh(text, reading.Issue, sense, MessageClass.Issue, from),
            frustrated,
            complex,
            Math.Max(frustrated?.Score ?? 0, sense.For(MessageClass.Frustrated)),
            Math.Max(complex?.Score ?? 0, sense.For(MessageClass.Complex)));
    }

    private static Evidence? Weigh(string text, Evidence? words, Sense sense, MessageClass reason, double from, double unlikely = Unlikely)
    {
        if (words is not null)
            return sense.Any < unlikely ? null : words;
        return sense.Reason == reason && sense.Any >= from && sense.Person < PersonFrom ? Found(text, sense.Any, from) : null;
    }

    private static Evidence Found(string text, double score, double threshold) => new(text.Trim(), Math.Round(score, 2), threshold);
}
