using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>
/// How a Word document shows its runs: by their own properties, the styles of characters and paragraphs, those that these are based on,
/// and the document's defaults (ISO/IEC 29500-1, 17.7).
/// </summary>
internal sealed class DocxStyles
{
    /// <summary>Styles based on each other; Word itself allows eleven.</summary>
    private const int Deepest = 20;

    private static readonly Look s_plain = new(null, null, null, null);

    private readonly Dictionary<string, Style> _styles = [];
    private readonly Dictionary<string, Look> _looks = [];
    private readonly Look _default;
    private readonly string? _paragraph;

    /// <summary>Reads the styles; null for a document without any.</summary>
    public DocxStyles(Styles? styles)
    {
        foreach (var style in styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id)
                _styles.TryAdd(id, style);
            if (style.Type?.Value == StyleValues.Paragraph && style.Default is { } standard && standard.Value)
                _paragraph ??= style.StyleId?.Value;
        }

        _default = Of(styles?.DocDefaults?.RunPropertiesDefault?.RunPropertiesBaseStyle, null);
    }

    /// <summary>Nobody sees this run: it is marked as hidden, white on white, or too small to be read.</summary>
    public bool Hide(Run run, Paragraph paragraph)
    {
        var own = Of(run.RunProperties, null);
        var character = Named(run.RunProperties?.RunStyle?.Val?.Value);
        var whole = Named(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? _paragraph);
        // Hiding is a switch: said by both styles, it is off again (17.7.3).
        var vanishes = own.Vanishes ?? (character.Vanishes ?? false) != (whole.Vanishes ?? _default.Vanishes ?? false);
        var colour = own.Colour ?? character.Colour ?? whole.Colour ?? _default.Colour;
        var behind = own.Behind ?? character.Behind ?? whole.Behind ?? Behind(paragraph.ParagraphProperties?.Shading) ?? Cell(paragraph) ?? false;
        // Half points: nobody reads letters of two points.
        var size = own.Size ?? character.Size ?? whole.Size ?? _default.Size;
        return vanishes || colour is "FFFFFF" && !behind || size <= 4;
    }

    private Look Named(string? id)
    {
        if (id is null || !_styles.ContainsKey(id))
            return s_plain;
        if (_looks.TryGetValue(id, out var known))
            return known;
        var look = s_plain;
        var (at, seen) = (id, new HashSet<string>());
        while (at is not null && seen.Count < Deepest && seen.Add(at) && _styles.TryGetValue(at, out var style))
        {
            look = look.Or(Of(style.StyleRunProperties, style.StyleParagraphProperties?.Shading));
            at = style.BasedOn?.Val?.Value;
        }

        return _looks[id] = look;
    }

    private static Look Of(OpenXmlElement? properties, Shading? paragraph)
    {
        if (properties is null)
            return s_plain with { Behind = Behind(paragraph) };
        var highlight = properties.GetFirstChild<Highlight>()?.Val?.Value;
        return new(
            properties.GetFirstChild<Vanish>() is { } vanish ? vanish.Val is null || vanish.Val.Value : null,
            properties.GetFirstChild<Color>()?.Val?.Value?.ToUpperInvariant(),
            highlight is { } marked && marked != HighlightColorValues.None && marked != HighlightColorValues.White ? true : Behind(properties.GetFirstChild<Shading>()) ?? Behind(paragraph),
            int.TryParse(properties.GetFirstChild<FontSize>()?.Val?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null);
    }

    // White letters are read where something darker is behind them.
    private static bool? Behind(Shading? shading) =>
        shading is null ? null : shading.Fill?.Value?.ToUpperInvariant() is { } fill && fill is not ("AUTO" or "FFFFFF") || shading.Val?.Value is { } pattern && pattern == ShadingPatternValues.Solid;

    private static bool? Cell(Paragraph paragraph) =>
        paragraph.Ancestors<TableCell>().Select(c => Behind(c.TableCellProperties?.Shading)).FirstOrDefault(b => b is not null);

    /// <param name="Vanishes">It is marked as hidden.</param>
    /// <param name="Colour">RGB in hexadecimal letters, upper case.</param>
    /// <param name="Behind">Something that is not white is behind it.</param>
    /// <param name="Size">In half points.</param>
    private sealed record Look(bool? Vanishes, string? Colour, bool? Behind, int? Size)
    {
        public Look Or(Look under) => new(Vanishes ?? under.Vanishes, Colour ?? under.Colour, Behind ?? under.Behind, Size ?? under.Size);
    }
}
