using System.Globalization;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>What the numbers of a colour say. Light: 1 is white. Ink: 0 is no ink. Lab: the first is lightness. Other: they do not say.</summary>
internal enum PdfColours { Light, Ink, Lab, Other }

/// <summary>What a page draws its text with, kept by "q" and brought back by "Q" (ISO 32000-1, 8.4).</summary>
/// <param name="Line">From one line to the next.</param>
/// <param name="Colours">What "sc" and "scn" mean.</param>
/// <param name="Invisible">Neither filled nor drawn.</param>
/// <param name="Clear">Nothing of the colour is laid on.</param>
internal sealed record PdfState(PdfFont Font, double Size, double Line, PdfColours Colours, bool Invisible, bool White, bool Clear)
{
    /// <summary>As a page begins.</summary>
    public static readonly PdfState Start = new(PdfFont.Plain, 12, 12, PdfColours.Light, false, false, false);

    /// <summary>Nobody sees what is written now.</summary>
    public bool IsUnseen => Invisible || White || Clear;

    /// <summary>The state with another colour.</summary>
    /// <param name="colours">What its numbers mean.</param>
    /// <param name="operands">The numbers; a pattern has none.</param>
    public PdfState Painted(PdfColours colours, IReadOnlyList<object> operands)
    {
        var parts = operands.OfType<double>().ToList();
        var white = parts.Count > 0 && parts.Count == operands.Count && colours switch
        {
            PdfColours.Light => parts.TrueForAll(p => p > 0.97),
            PdfColours.Ink => parts.Sum() < 0.03,
            PdfColours.Lab => parts[0] > 97,
            _ => false,
        };
        return this with { Colours = colours, White = white };
    }

    /// <summary>What the numbers of a space mean (8.6).</summary>
    /// <param name="name">Its name on the page.</param>
    /// <param name="named">Finds what stands behind a name of the page's own.</param>
    /// <param name="objects">The file's objects.</param>
    public static PdfColours ColoursOf(string name, Func<string, string?> named, PdfObjects objects)
    {
        var space = name is "DeviceGray" or "DeviceRGB" or "DeviceCMYK" or "Pattern" ? name : named(name)?.TrimStart('[', ' ', '\r', '\n', '\t', '/') ?? "";
        if (space.StartsWith("ICCBased", StringComparison.Ordinal))
        {
            var profile = PdfObjects.References(space).Select(objects.Body).FirstOrDefault() ?? "";
            return int.TryParse(PdfObjects.Value(profile, "N"), NumberStyles.None, CultureInfo.InvariantCulture, out var parts) && parts == 4 ? PdfColours.Ink : PdfColours.Light;
        }

        return space switch
        {
            _ when Begins("DeviceGray") || Begins("DeviceRGB") || Begins("CalGray") || Begins("CalRGB") => PdfColours.Light,
            _ when Begins("DeviceCMYK") || Begins("Separation") || Begins("DeviceN") => PdfColours.Ink,
            _ when Begins("Lab") => PdfColours.Lab,
            _ => PdfColours.Other,
        };

        bool Begins(string kind) => space.StartsWith(kind, StringComparison.Ordinal);
    }
}
