namespace Cosmo.Bench.Evaluation;

/// <summary>A tab-separated file with a heading line.</summary>
internal static class LabelledFile
{
    /// <summary>The rows' values of the named columns, in this order. Throws when a column is missing or a row is short.</summary>
    public static List<string[]> Read(string path, params ReadOnlySpan<string> columns)
    {
        using var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext())
            throw new InvalidDataException($"{path} is empty.");
        var heading = lines.Current.TrimStart('\uFEFF').TrimEnd('\r').Split('\t');
        var places = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            places[i] = Array.IndexOf(heading, columns[i]);
            if (places[i] < 0)
                throw new InvalidDataException($"{path} has no column {columns[i]}.");
        }

        var rows = new List<string[]>();
        while (lines.MoveNext())
        {
            if (lines.Current.Trim().Length == 0)
                continue;
            var values = lines.Current.TrimEnd('\r').Split('\t');
            if (values.Length <= places.Max())
                throw new InvalidDataException($"{path} has a row with too few columns: {lines.Current}");
            rows.Add([.. places.Select(place => values[place])]);
        }

        return rows;
    }
}
