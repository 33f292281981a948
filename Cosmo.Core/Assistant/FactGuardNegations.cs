namespace Cosmo.Core.Assistant;

/// <summary>
/// Whether two texts deny equally often. Denying clauses are counted, not words: Spanish says "no ... nada" and French
/// "ne ... pas" for one "not". "Not A or B" may become "neither A nor B", so a choice counts once or twice.
/// </summary>
internal static class FactGuardNegations
{
    public static void Compare(List<Clause> member, List<Clause> outgoing, List<FactFinding> findings)
    {
        var (before, after) = (Denials(member), Denials(outgoing));
        if (before.Fewest > after.Most)
            findings.Add(new(FactChange.Missing, FactCategory.Negation, before.Word));
        else if (after.Fewest > before.Most)
            findings.Add(new(FactChange.Added, FactCategory.Negation, after.Word));
    }

    private static (int Fewest, int Most, string Word) Denials(List<Clause> clauses)
    {
        var denying = clauses.Where(c => c.Denial is not null).ToList();
        return (denying.Count, denying.Sum(c => 1 + c.Choices), denying.LastOrDefault()?.Denial ?? "");
    }
}
