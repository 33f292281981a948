using System.Diagnostics;
using Cosmo.Core.Assistant.BuiltIn.Language;

namespace Cosmo.Bench.Evaluation;

/// <summary>How often the first message's language is told, and how long that takes.</summary>
/// <param name="Messages">Messages in the file.</param>
/// <param name="Accuracy">The share whose language was right; null where the file holds none.</param>
/// <param name="Microseconds">Mean time per message, once warm; null where the file holds none.</param>
internal sealed record LanguageEvaluation(int Messages, double? Accuracy, double? Microseconds)
{
    private const int Rounds = 200;

    public static LanguageEvaluation Run(string path)
    {
        var rows = LabelledFile.Read(path, "lang", "text");
        if (rows.Count == 0)
            return new(0, null, null);
        var detector = new LanguageDetector();
        var right = 0;
        foreach (var row in rows)
        {
            var guess = detector.Detect(row[1], null).Code;
            if (guess == row[0])
                right++;
            else
                Report.Say($"  language {row[0]} taken for {guess}: {row[1]}");
        }

        for (var i = 0; i < Rounds / 4; i++)
            Detect();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Rounds; i++)
            Detect();
        return new(rows.Count, (double)right / rows.Count, watch.Elapsed.TotalMicroseconds / Rounds / rows.Count);

        void Detect()
        {
            foreach (var row in rows)
                detector.Detect(row[1], null);
        }
    }
}
