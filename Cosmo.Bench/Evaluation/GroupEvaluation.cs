using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Knowledge;

namespace Cosmo.Bench.Evaluation;

/// <summary>
/// Whether open questions that ask the same come together, in whatever language. Counted in pairs: of the pairs that were
/// put together, how many belong together (precision), and of those that belong together, how many were (recall).
/// </summary>
/// <param name="Questions">Questions in the file.</param>
/// <param name="Pairs">Pairs of two questions.</param>
internal sealed record GroupEvaluation(int Questions, Findings Pairs)
{
    public static GroupEvaluation Run(string path)
    {
        var rows = LabelledFile.Read(path, "group", "lang", "text");
        var detector = new LanguageDetector();
        // As in the product, the language is the one that is read off the question.
        var asked = rows.ConvertAll(row => new AskedWords(Guid.CreateVersion7(), row[2], detector.Detect(row[2], null).Code));
        var place = QuestionGroups.Of(asked).SelectMany((group, i) => group.Select(id => (id, i))).ToDictionary(g => g.id, g => g.i);
        var pairs = new Findings();
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (belong, together) = (rows[i][0] == rows[j][0], place[asked[i].Id] == place[asked[j].Id]);
                pairs.Add(belong, together);
                if (belong != together)
                    Report.Say($"  {(together ? "put together" : "kept apart")}: {rows[j][2]} | {rows[i][2]}");
            }
        }

        return new(rows.Count, pairs);
    }
}
