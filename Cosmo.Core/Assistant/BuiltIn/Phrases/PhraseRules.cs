using System.Globalization;
using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>What a phrase of the business has to be like, so that it is recognised and says nothing that the member did not. Pure.</summary>
public static partial class PhraseRules
{
    /// <summary>Characters of a way to write it, and of what the customer gets.</summary>
    public const int LongestWay = 200, LongestText = 500;

    /// <summary>Ways to write a phrase in one language.</summary>
    public const int MostWays = 10;

    public static readonly Refusal NoLanguage = new("phrases.language", "There is no phrasebook in this language.");

    public static readonly Refusal Empty = new("phrases.empty", "Say what a member writes and, in the same language, what the customer gets.");

    public static readonly Refusal TooLong = new("phrases.too-long", string.Create(CultureInfo.InvariantCulture,
        $"A way to write it has up to {LongestWay} characters, {MostWays} ways a language; what the customer gets up to {LongestText}."));

    public static readonly Refusal Slots = new("phrases.slots", "What stands in { } has to be the same on both sides and in all languages, each once.");

    public static readonly Refusal Link = new("phrases.link", "Links and addresses are filled in by the member: write {link} or {email}.");

    public static readonly Refusal Fact = new("phrases.fact", "Numbers, dates and times in the member's words are filled in: write {code}, {amount}, {date}, {time} or {duration}.");

    public static readonly Refusal Sentences = new("phrases.sentences", "A member writes one sentence a line.");

    /// <summary>What can be filled in, as it is written between { and }.</summary>
    public static IReadOnlyList<string> KnownSlots { get; } = ["code", "amount", "date", "time", "duration", "link", "email"];

    /// <summary>Checks a phrase of the business.</summary>
    /// <returns>Null: it can be kept.</returns>
    public static Refusal? Check(OwnPhrase phrase)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        var sides = phrase.Sides.Values;
        if (phrase.Sides.Keys.Any(l => !WordRules.Languages.Contains(l)))
            return NoLanguage;
        if (sides.All(s => s.Ways.Length == 0) || sides.Any(s => s.Text.Trim().Length == 0))
            return Empty;
        var slots = SlotsOf(sides.First().Text);
        return sides.Select(s => Check(s, slots)).FirstOrDefault(r => r is not null);
    }

    /// <summary>Checks other words for what a customer gets.</summary>
    /// <param name="slots">The slots of the built-in text, sorted.</param>
    /// <returns>Null: they can be kept.</returns>
    internal static Refusal? Check(string text, IReadOnlyList<string> slots)
    {
        if (text.Trim().Length == 0)
            return Empty;
        if (text.Length > LongestText)
            return TooLong;
        return SlotsOf(text).SequenceEqual(slots) ? Kinds(text).Any(IsAddress) ? Link : null : Slots;
    }

    internal static string Bare(string text) => SlotPattern().Replace(text, " ");

    private static Refusal? Check(OwnSide side, List<string> slots)
    {
        if (slots.Distinct().Count() != slots.Count || slots.Any(s => !KnownSlots.Contains(s)))
            return Slots;
        if (Check(side.Text, slots) is { } refusal)
            return refusal;
        if (side.Ways.Length > MostWays || side.Ways.Any(w => w.Length > LongestWay))
            return TooLong;
        foreach (var way in side.Ways)
        {
            if (!SlotsOf(way).SequenceEqual(slots))
                return Slots;
            var kinds = Kinds(way);
            if (kinds.Count > 0)
                return kinds.Exists(IsAddress) ? Link : Fact;
            if (SentenceEnd().Count(way.TrimEnd('.', '!', '?', '؟', '।')) > 0 || Fold.Words(Bare(way)).Count == 0)
                return Sentences;
        }

        return null;
    }

    private static bool IsAddress(FactKind kind) => kind is FactKind.Link or FactKind.Email;

    private static List<FactKind> Kinds(string text) => [.. FactReader.Read(CleanText.Of(Bare(text))).Where(f => !f.Soft).Select(f => f.Kind)];

    private static List<string> SlotsOf(string text) => [.. SlotPattern().Matches(text).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex SlotPattern();

    [GeneratedRegex("[.!?؟।\n]")]
    private static partial Regex SentenceEnd();
}
