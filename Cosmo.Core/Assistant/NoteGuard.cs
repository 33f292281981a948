using Cosmo.Core.Assistant.BuiltIn;

namespace Cosmo.Core.Assistant;

/// <summary>Finds words of an internal note in what is about to leave: pasted by mistake, or taken along by a model. Pure.</summary>
public static class NoteGuard
{
    /// <summary>So many words in a row are no chance any more.</summary>
    public const int Run = 8;

    private const int LongestShown = 120;

    /// <summary>A finding for each note whose words stand in one of the texts; spelling and capitals do not matter.</summary>
    /// <param name="texts">What would leave, and what the member wrote for it: the one may be a translation of the other.</param>
    /// <param name="notes">The internal notes of the conversation.</param>
    public static IReadOnlyList<FactFinding> Check(IReadOnlyList<string> texts, IEnumerable<string> notes)
    {
        var said = texts.Select(t => $" {string.Join(' ', Fold.Words(t))} ").ToList();
        var findings = new List<FactFinding>();
        foreach (var note in notes)
        {
            var words = Fold.Words(note);
            for (var start = 0; start + Run <= words.Count; start++)
            {
                var run = string.Join(' ', words.GetRange(start, Run));
                if (!said.Exists(t => t.Contains($" {run} ", StringComparison.Ordinal)))
                    continue;
                findings.Add(new(FactChange.Added, FactCategory.Note, Cut.Shown(run, LongestShown)));
                break;
            }
        }

        return findings;
    }
}
