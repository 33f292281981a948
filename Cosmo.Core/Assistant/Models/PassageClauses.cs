using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// What passages assert, clause by clause, and whether what is said turns one of them round. A clause is compared with those
/// it has most in common with: "there is no parking" with "there is parking", whatever else the passage denies.
/// </summary>
internal static class PassageClauses
{
    /// <summary>The clauses of passages. A heading asks, so it is denied where its text begins with a denial.</summary>
    public static List<Clause> Of(IEnumerable<FoundPassage> passages)
    {
        var clauses = new List<Clause>();
        foreach (var passage in passages)
        {
            var (heading, text) = (FactGuardClauses.Read(passage.Heading), FactGuardClauses.Read(passage.Text));
            var denial = text.FirstOrDefault()?.Denial;
            // "What can I not return? Gift cards, vouchers": the text goes on with what its heading denies.
            clauses.AddRange(Clause.Marked([.. heading, .. text]).Select((c, i) => i < heading.Count && c.Denial is null ? c with { Denial = denial } : c));
        }

        return clauses;
    }

    /// <summary>Whether a clause of what is said denies what the passages assert, or asserts what they deny.</summary>
    public static bool AreTurned(string text, List<Clause> known)
    {
        var (said, givens) = (Clause.Marked(FactGuardClauses.Read(text)).ConvertAll(Sides.Of), known.ConvertAll(Sides.Of));
        return said.Exists(clause => IsTurned(clause, givens));
    }

    private static bool IsTurned(Sides clause, List<Sides> givens)
    {
        if (clause.Words.Count == 0)
            return false;
        var scored = givens.ConvertAll(g => (Given: g, Common: clause.Words.Count(g.Vocabulary.Holds)));
        var most = scored.Count == 0 ? 0 : scored.Max(s => s.Common);
        // What is near nothing may at least not deny where nothing is denied; "without use" is "unused" in other languages.
        return most == 0
            ? clause is { Denies: true, Asserts: false, IsWithout: false } && !givens.Exists(g => g.Denies)
            : !scored.Exists(s => s.Common == most && (s.Given.Denies && clause.Denies || s.Given.Asserts && clause.Asserts));
    }

    private sealed record Sides(List<CounselWord> Words, CounselVocabulary Vocabulary, bool Denies, bool Asserts, bool IsWithout)
    {
        public static Sides Of(Clause clause)
        {
            var text = string.Join(' ', clause.Words);
            return new(CounselWords.Of(text), new([text]), clause.Denial is not null || clause.IsRest, clause.Denial is null, clause.IsWithout);
        }
    }
}
