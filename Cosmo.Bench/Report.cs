using System.Globalization;
using System.Text.Json;

namespace Cosmo.Bench;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured, and how it is read.</param>
/// <param name="Unit">Unit of <paramref name="Measured"/> and <paramref name="Limit"/>.</param>
/// <param name="Measured">The value of the program.</param>
/// <param name="Limit">The same value of the bare endpoint, or of the small database, in the same run; null where there is none.</param>
/// <param name="Target">What is asked for, in words.</param>
/// <param name="Met">Whether the target is met; null for values that have none.</param>
internal sealed record Figure(string Name, string Unit, double Measured, double? Limit, string? Target, bool? Met)
{
    /// <summary>The program's value as a multiple of the limit.</summary>
    public double? Ratio => Limit is { } limit and not 0 ? Measured / limit : null;
}

/// <summary>Collects figures and writes them at the end, as a table or as JSON.</summary>
internal sealed class Report(bool json)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly List<Figure> _figures = [];

    /// <summary>Says what is going on; not part of the result.</summary>
    public static void Say(string text) => Console.Error.WriteLine(text);

    public void Add(string name, string unit, double measured, double? limit = null, string? target = null, Func<Figure, bool>? met = null)
    {
        var figure = new Figure(name, unit, measured, limit, target, null);
        figure = figure with { Met = met?.Invoke(figure) };
        _figures.Add(figure);
        Say(Line(figure));
    }

    public void Write()
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(_figures, s_json));
            return;
        }

        Console.WriteLine("| figure | target | measured | limit | ratio | met |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var figure in _figures)
            Console.WriteLine($"| {string.Join(" | ", Cells(figure))} |");
    }

    private static string Line(Figure figure) => "  " + string.Join("  ", Cells(figure).Where(cell => cell.Length > 0));

    private static string[] Cells(Figure f) =>
    [
        f.Name, f.Target ?? "", $"{Number(f.Measured)} {f.Unit}", f.Limit is { } limit ? $"{Number(limit)} {f.Unit}" : "",
        f.Ratio is { } ratio ? $"{Number(ratio)} x" : "", f.Met switch { true => "yes", false => "no", _ => "" },
    ];

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
