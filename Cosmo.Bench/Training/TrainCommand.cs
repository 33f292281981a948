using Cosmo.Bench.Evaluation;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Classifying;

namespace Cosmo.Bench.Training;

/// <summary>
/// Trains the built-in classifier: reads the sentences, says how well it tells lines apart that it was not trained on, and
/// writes the weights. The same sentences give the same file.
/// </summary>
internal static class TrainCommand
{
    public const string Usage = """
        Cosmo.Bench train FOLDER WEIGHTS [LABELLED...]
          FOLDER: the sentences (Cosmo.Bench/Evaluation/Training); WEIGHTS: the file that is built in
          (Cosmo.Core/Assistant/BuiltIn/Classifying/weights.bin); LABELLED: files to measure with
          (Cosmo.Bench/Evaluation/Sets), whose sentences are left out
        """;

    private const int Rounds = 8;
    private const int Folds = 5;

    /// <summary>A third of the sentences is learnt a second time with a slip of the finger, which counts a little less.</summary>
    private const double OfSlips = 0.7;

    public static void Run(string folder, string weights, IEnumerable<string> labelled)
    {
        var measured = labelled.SelectMany(file => LabelledFile.Read(file, "text")).Select(row => Plain(row[0])).ToHashSet();
        var lines = TrainingText.Read(folder).ConvertAll(line => line with { Sentences = [.. line.Sentences.Where(s => !measured.Contains(Plain(s)))] });
        Console.WriteLine($"{lines.Count} lines, {lines.Sum(l => l.Sentences.Count)} sentences");
        var (person, any) = (new Findings(), new Findings());
        for (var fold = 0; fold < Folds; fold++)
        {
            // The sentences of a line are alike: all of them are left out, or none.
            var model = LinearModel.Fit(Examples(lines.Where((_, i) => i % Folds != fold)), Rounds);
            foreach (var line in lines.Where((_, i) => i % Folds == fold))
            {
                foreach (var sentence in line.Sentences)
                {
                    var guess = model.Guess(Features(sentence));
                    person.Add(line.Class is MessageClass.Person, guess[(int)MessageClass.Person] >= 0.5);
                    any.Add(line.Class is not MessageClass.None, 1 - guess[(int)MessageClass.None] >= BuiltInUnderstanding.Threshold);
                }
            }
        }

        Console.WriteLine($"alone, on lines left out: must be seen: precision {any.Precision:P1}, recall {any.Recall:P1}; asks for a person: precision {person.Precision:P1}, recall {person.Recall:P1}");
        var all = LinearModel.Fit(Examples(lines), Rounds);
        using (var file = File.Create(weights))
            SentenceClassifier.Write(file, all.Bias, all.Weights);
        Console.WriteLine($"{weights}: {new FileInfo(weights).Length} bytes");
    }

    private static List<Example> Examples(IEnumerable<TrainingLine> lines)
    {
        var random = new Random(3);
        var examples = new List<Example>();
        foreach (var line in lines)
        {
            foreach (var sentence in line.Sentences)
            {
                examples.Add(new(Features(sentence), line.Class, 1));
                if (random.Next(3) == 0)
                    examples.Add(new(Features(Slip(sentence, random)), line.Class, OfSlips));
            }
        }

        return examples;
    }

    private static int[] Features(string sentence) => [.. SentenceFeatures.Of(sentence, Fold.Words(sentence))];

    private static string Plain(string sentence) => string.Join(' ', Fold.Words(sentence));

    // One letter is left out or swapped with the next.
    private static string Slip(string sentence, Random random)
    {
        var words = sentence.Split(' ');
        var at = random.Next(words.Length);
        var word = words[at];
        if (word.Length < 4)
            return sentence;
        var place = random.Next(1, word.Length - 1);
        words[at] = random.Next(2) == 0 ? word.Remove(place, 1) : $"{word[..place]}{word[place + 1]}{word[place]}{word[(place + 2)..]}";
        return string.Join(' ', words);
    }
}
