using CsvHelper;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Reads a table of questions and answers, one entry per line.</summary>
internal static class CsvReading
{
    private static readonly string[] s_questions = ["question", "pregunta", "pergunta", "frage", "domanda", "title", "título", "titulo", "السؤال", "سؤال", "q"];
    private static readonly string[] s_answers = ["answer", "respuesta", "resposta", "antwort", "réponse", "reponse", "risposta", "text", "body", "الإجابة", "الجواب", "جواب", "a"];
    private static readonly string[] s_variants = ["variants", "variantes", "varianten", "صيغ"];
    private static readonly string[] s_languages = ["language", "lang", "idioma", "sprache", "langue", "lingua", "اللغة"];
    private static readonly string[] s_categories = ["category", "categoría", "categoria", "kategorie", "catégorie", "الفئة"];

    /// <summary>Reads it. The first line names the columns; without names the first column asks and the second answers.</summary>
    /// <exception cref="UnreadableException">It has no two columns, or is no table.</exception>
    public static IReadOnlyList<ImportedPart> Read(string text)
    {
        // Without a separator it is found in the first lines; a lone quotation mark in an answer is part of it.
        using var reader = CsvReader.FromText(text, new CsvReaderOptions { HasHeader = false });
        try
        {
            var rows = new List<string[]>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
            return rows.Count == 0 ? throw UnreadableException.NoText : Parts(rows);
        }
        catch (CsvFormatException)
        {
            throw UnreadableException.Unreadable;
        }
    }

    private static List<ImportedPart> Parts(List<string[]> rows)
    {
        var (question, answer) = (Column(rows[0], s_questions), Column(rows[0], s_answers));
        var named = question >= 0 && answer >= 0;
        if (!named)
            (question, answer) = rows[0].Length >= 2 ? (0, 1) : throw UnreadableException.NoColumns;
        var (variants, language, category) = named ? (Column(rows[0], s_variants), Column(rows[0], s_languages), Column(rows[0], s_categories)) : (-1, -1, -1);
        List<ImportedPart> parts = [];
        var keys = new Dictionary<string, int>();
        foreach (var row in rows.Skip(named ? 1 : 0))
        {
            var hidden = new HiddenText();
            var asked = MarkdownWriter.OneLine(hidden.Clean(Cell(row, question)));
            var said = hidden.Clean(MarkdownComments.Strip(Cell(row, answer), hidden)).Trim();
            if (asked.Length == 0 || said.Length == 0)
                continue;
            var key = Storage.SearchText.Fold(asked);
            key = key.Length > KnowledgeSource.LongestKey - 8 ? key[..(KnowledgeSource.LongestKey - 8)] : key;
            keys[key] = keys.GetValueOrDefault(key) + 1;
            parts.Add(new(keys[key] == 1 ? key : $"{key}-{keys[key]}", said.Length > KnowledgeEntry.LongestAnswer ? KnowledgeKind.Article : KnowledgeKind.Question, asked, said)
            {
                Variants = [.. hidden.Clean(Cell(row, variants)).Split('\n', '|').Select(v => v.Trim()).Where(v => v.Length > 0)],
                Language = Cell(row, language).ToLowerInvariant() is { Length: 2 } code ? code : null,
                Category = Cell(row, category) is { Length: > 0 } written ? written : null,
                Hidden = hidden.Found,
            });
        }

        return parts;
    }

    private static int Column(string[] header, string[] names) => Array.FindIndex(header, h => names.Contains(h.Trim().TrimStart('\uFEFF').ToLowerInvariant()));

    private static string Cell(string[] row, int column) => column >= 0 && column < row.Length ? row[column].Trim() : "";
}
