using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn.Facts;
using Cosmo.Core.Conversations;

namespace Cosmo.Core.Assistant;

/// <summary>What was already said to a customer about their matter.</summary>
public enum TriedKind { Answered, Offered, Replied }

/// <summary>One thing that was tried, in our own words.</summary>
public sealed record Tried(TriedKind Kind, string Text);

/// <summary>A message as a summary reads it.</summary>
/// <param name="IsCited">The assistant took it from the knowledge.</param>
public sealed record SummaryLine(Author Author, MessageKind Kind, string Text, bool IsCited);

/// <summary>What somebody who opens a ticket wants to know first, read by rules from the words of the conversation; nothing in it is made up.</summary>
/// <param name="Language">ISO 639-1 code of the customer's language; null where it is not known.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Orders">What may be order numbers in the customer's words, in the order they came.</param>
/// <param name="Amounts">Amounts of money in the customer's words, as written.</param>
/// <param name="Question">What the customer still waits for, in their words; null where they do not wait.</param>
/// <param name="Tried">What was answered, offered or replied, the oldest first.</param>
public sealed partial record SummaryCard(
    string? Language, CaseTopic Topic, IReadOnlyList<string> Orders, IReadOnlyList<string> Amounts, string? Question, IReadOnlyList<Tried> Tried)
{
    /// <summary>Of each list so many are named: it is a summary.</summary>
    private const int Most = 5;

    /// <summary>Longest question or answer, in characters.</summary>
    private const int Longest = 200;

    /// <summary>Digits of a number that may name an order; fewer are pieces or sizes, more are cards.</summary>
    private const int FewestDigits = 4, MostDigits = 12;

    /// <summary>Summarises a conversation. Pure.</summary>
    /// <param name="language">ISO 639-1 code of the conversation's language; null where it is not known.</param>
    /// <param name="topic">What the ticket is about.</param>
    /// <param name="lines">Its messages, the oldest first.</param>
    public static SummaryCard Of(string? language, CaseTopic topic, IReadOnlyList<SummaryLine> lines)
    {
        var facts = lines.Where(IsCustomers).SelectMany(l => Read(l.Text)).ToList();
        return new(
            language,
            topic,
            [.. facts.Where(f => f.IsOrder).Select(f => f.Raw).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)],
            [.. facts.Where(f => f.IsAmount).Select(f => f.Raw).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)],
            Open(lines),
            [.. lines.Select(TriedBy).OfType<Tried>().TakeLast(Most)]);
    }

    // A person's reply or a cited answer settles what came before it; an acknowledgement does not.
    private static string? Open(IReadOnlyList<SummaryLine> lines)
    {
        var settled = lines.ToList().FindLastIndex(l => l is { Author: Author.Member or Author.BusinessApp } or { Author: Author.Assistant, IsCited: true });
        var waiting = lines.Skip(settled + 1).Where(l => IsCustomers(l) && l.Kind is not MessageKind.Unsupported && l.Text.Trim().Length > 0).Select(l => l.Text.Trim()).ToList();
        if (waiting.Count == 0)
            return null;
        var asked = waiting.SelectMany(text => SentencePattern().Matches(text).Select(m => m.Value.Trim())).LastOrDefault(s => s.EndsWith('?') || s.EndsWith('؟'));
        return Cut.Shown((asked ?? waiting[^1]).ReplaceLineEndings(" "), Longest);
    }

    private static Tried? TriedBy(SummaryLine line) => line switch
    {
        { Text: "" } => null,
        { Author: Author.Assistant, Kind: MessageKind.Choice } => new(TriedKind.Offered, Short(line.Text)),
        { Author: Author.Assistant, IsCited: true } => new(TriedKind.Answered, Short(line.Text)),
        { Author: Author.Member or Author.BusinessApp } => new(TriedKind.Replied, Short(line.Text)),
        _ => null,
    };

    private static IEnumerable<(string Raw, bool IsOrder, bool IsAmount)> Read(string text)
    {
        var clean = CleanText.Of(text);
        return FactReader.Read(clean).Where(f => !f.Soft).Select(f => (f.Raw.Trim(), IsOrder(f, clean), f.Kind is FactKind.Amount));
    }

    private static bool IsOrder(Fact fact, string text) => fact.Kind switch
    {
        FactKind.Code => fact.Raw.Any(char.IsDigit),
        // A telephone number has a plus, a year has its century.
        FactKind.Number => fact.Raw.Length is >= FewestDigits and <= MostDigits && fact.Raw.All(char.IsDigit)
            && !(fact.Start > 0 && text[fact.Start - 1] is '+') && !YearPattern().IsMatch(fact.Raw),
        _ => false,
    };

    private static bool IsCustomers(SummaryLine line) => line.Author is Author.Customer;

    private static string Short(string text) => Cut.Shown(text.ReplaceLineEndings(" "), Longest);

    [GeneratedRegex(@"[^.!?؟\n]+[.!?؟]*", RegexOptions.CultureInvariant)]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"\A(?:19|20)\d\d\z", RegexOptions.CultureInvariant)]
    private static partial Regex YearPattern();
}
