using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant;

/// <summary>Whether a fact of the member's text is missing from the message, or the message has one that the member never wrote.</summary>
public enum FactChange { Missing, Added }

/// <summary>What kind of fact changed.</summary>
public enum FactCategory { Number, Amount, Date, Time, Duration, Link, Email, OrderId, Name, Negation, Condition, Note }

/// <summary>One fact that did not come through.</summary>
/// <param name="Change">Missing from the outgoing text, or added to it.</param>
/// <param name="Category">What kind of fact.</param>
/// <param name="Value">The fact as it is written in the text that has it.</param>
public sealed record FactFinding(FactChange Change, FactCategory Category, string Value)
{
    /// <summary>As it is kept with a draft, such as "Missing Amount: 20 €".</summary>
    public string Line => $"{Change} {Category}: {Value.ReplaceLineEndings(" ")}";
}

/// <summary>
/// Compares the facts of what a member wrote with those of what would be sent, whichever of the eleven languages each
/// is in: numbers, amounts, dates, times, durations, links, addresses, order ids, names, negations and conditions. Pure.
/// </summary>
public static class FactGuard
{
    /// <summary>Every fact that is missing from the outgoing text or was added to it; empty when all came through.</summary>
    /// <param name="memberText">What the member wrote.</param>
    /// <param name="outgoingText">What the customer would get.</param>
    /// <param name="contactName">The customer's name, which a greeting may add.</param>
    /// <param name="businessName">The business's name, which a signature may add.</param>
    public static IReadOnlyList<FactFinding> Check(string memberText, string outgoingText, string? contactName, string? businessName)
    {
        ArgumentNullException.ThrowIfNull(memberText);
        ArgumentNullException.ThrowIfNull(outgoingText);
        var (member, outgoing) = (CleanText.Of(memberText), CleanText.Of(outgoingText));
        var (before, after) = (FactReader.Read(member), FactReader.Read(outgoing));
        var findings = new List<FactFinding>();
        Compare(before, after, FactChange.Missing, findings);
        Compare(after, before, FactChange.Added, findings);
        FactGuardNames.Compare(member, outgoing, [contactName, businessName], findings);
        var (clausesBefore, clausesAfter) = (FactGuardClauses.Read(member), FactGuardClauses.Read(outgoing));
        FactGuardNegations.Compare(clausesBefore, clausesAfter, findings);
        FactGuardDeeds.Compare(clausesBefore, clausesAfter, findings);
        FactGuardConditions.Compare(member, outgoing, findings);
        return findings;
    }

    // Each fact needs a partner of its own: "2 of 2" is not said by one "2". Soft words agree, but are never reported.
    private static void Compare(List<Fact> facts, List<Fact> others, FactChange change, List<FactFinding> findings)
    {
        var free = others.ToList();
        foreach (var fact in facts.Where(f => !f.Soft))
        {
            var partner = free.FindIndex(o => fact.Agrees(o));
            // An order id may lose its sign, and a number word its unit's company: the same value in another dress.
            if (partner < 0)
                partner = free.FindIndex(o => SameValue(fact, o));
            if (partner >= 0)
                free.RemoveAt(partner);
            // What is said twice on one side may be said once on the other.
            else if (!others.Exists(o => fact.Agrees(o) || SameValue(fact, o)))
                findings.Add(new(change, Category(fact.Kind), fact.Raw.Trim()));
        }
    }

    private static bool SameValue(Fact a, Fact b) =>
        a.Kind is FactKind.Code or FactKind.Number && b.Kind is FactKind.Code or FactKind.Number && a.Meanings.AsSpan().IndexOfAny(b.Meanings) >= 0;

    private static FactCategory Category(FactKind kind) => kind switch
    {
        FactKind.Link => FactCategory.Link,
        FactKind.Email => FactCategory.Email,
        FactKind.Code => FactCategory.OrderId,
        FactKind.Amount => FactCategory.Amount,
        FactKind.Time => FactCategory.Time,
        FactKind.Date => FactCategory.Date,
        FactKind.Duration => FactCategory.Duration,
        _ => FactCategory.Number,
    };
}
