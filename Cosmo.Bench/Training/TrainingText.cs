using Cosmo.Core.Assistant.BuiltIn.Classifying;

namespace Cosmo.Bench.Training;

/// <summary>A line of a training file: its class, and the sentences that it stands for.</summary>
internal sealed record TrainingLine(MessageClass Class, IReadOnlyList<string> Sentences);

/// <summary>Reads the sentences to train with: one file per language, a class in brackets above its lines, alternatives in parentheses.</summary>
internal static class TrainingText
{
    /// <summary>At most so many sentences of one line; a line with many alternatives says little more than one with few.</summary>
    private const int MostOfLine = 8;

    public static List<TrainingLine> Read(string folder)
    {
        var lines = new List<TrainingLine>();
        foreach (var file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            MessageClass? current = null;
            foreach (var line in File.ReadLines(file))
            {
                if (line.Length == 0 || line[0] == '#')
                    continue;
                if (line[0] == '[' && line[^1] == ']')
                    current = Enum.Parse<MessageClass>(line[1..^1], ignoreCase: true);
                else
                    lines.Add(new(current ?? throw new InvalidDataException($"{file} begins without a class."), Spell(line)));
            }
        }

        return lines;
    }

    /// <summary>Sentences of a line with alternatives, always the same ones, spread over all combinations.</summary>
    private static List<string> Spell(string line)
    {
        var pieces = line.Split('(', ')').Select((piece, i) => i % 2 == 0 ? [piece] : piece.Split('|')).ToList();
        if (pieces.Count % 2 == 0)
            throw new InvalidDataException($"A parenthesis is not closed: {line}");
        var widest = pieces.Max(p => p.Length);
        var sentences = new HashSet<string>(StringComparer.Ordinal);
        // Every alternative occurs, in company that changes from round to round.
        for (var round = 0; round < widest * 2 && sentences.Count < Math.Max(MostOfLine, widest); round++)
            sentences.Add(string.Concat(pieces.Select((p, i) => p[(round * (i + 1) + (round / p.Length * i)) % p.Length])).Trim());
        return [.. sentences];
    }
}
