using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Tells which letters the codes of a font mean: by the table that the file brings for it, else as Windows-1252.</summary>
internal sealed partial class PdfFont
{
    private const int MostCodes = 70_000;

    public static readonly PdfFont Plain = new();

    private static readonly Encoding s_windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private readonly Dictionary<int, string> _letters = [];
    private bool _isWide;

    private PdfFont() { }

    /// <summary>Reads a font's dictionary.</summary>
    public static PdfFont Read(PdfObjects objects, string body)
    {
        var font = new PdfFont { _isWide = body.Contains("/Type0", StringComparison.Ordinal) };
        if (PdfObjects.Reference(body, "ToUnicode") is { } table)
            font.Learn(Encoding.Latin1.GetString(objects.Data(table)));
        return font;
    }

    /// <summary>The letters of a string as it stands in a page.</summary>
    public string Letters(byte[] codes)
    {
        if (!_isWide && _letters.Count == 0)
            return s_windows.GetString(codes);
        var text = new StringBuilder();
        var width = _isWide ? 2 : 1;
        for (var i = 0; i + width <= codes.Length; i += width)
        {
            var code = width == 2 ? codes[i] << 8 | codes[i + 1] : codes[i];
            if (_letters.TryGetValue(code, out var letter))
                text.Append(letter);
            else if (!_isWide)
                text.Append(s_windows.GetString(codes, i, 1));
        }

        return text.ToString();
    }

    // The operators bfchar and bfrange of a ToUnicode table (9.10.3).
    private void Learn(string table)
    {
        foreach (Match block in Characters().Matches(table))
        {
            foreach (Match pair in Pair().Matches(block.Groups[1].Value))
                Put(Code(pair.Groups[1].Value), Text(pair.Groups[2].Value));
        }

        foreach (Match block in Ranges().Matches(table))
        {
            foreach (Match range in Range().Matches(block.Groups[1].Value))
            {
                var (from, to) = (Code(range.Groups[1].Value), Code(range.Groups[2].Value));
                var listed = Hex().Matches(range.Groups[4].Value).Select(m => Text(m.Groups[1].Value)).ToList();
                var first = Text(range.Groups[3].Value);
                for (var code = from; code <= to && code - from < 65_536 && _letters.Count < MostCodes; code++)
                {
                    if (listed.Count > 0)
                        Put(code, code - from < listed.Count ? listed[code - from] : "");
                    else if (first.Length > 0)
                        Put(code, first[..^1] + (char)(first[^1] + (code - from)));
                }
            }
        }
    }

    private void Put(int code, string letters)
    {
        if (_letters.Count < MostCodes)
            _letters[code] = letters;
    }

    private static int Code(string hex) => int.TryParse(hex.Length > 6 ? hex[^6..] : hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) ? code : 0;

    private static string Text(string hex) => hex.Length is 0 or > 64 || hex.Length % 2 == 1 ? "" : hex.Length == 2 ? ((char)Convert.FromHexString(hex)[0]).ToString() : Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex));

    [GeneratedRegex(@"beginbfchar(.*?)endbfchar", RegexOptions.Singleline)]
    private static partial Regex Characters();

    [GeneratedRegex(@"beginbfrange(.*?)endbfrange", RegexOptions.Singleline)]
    private static partial Regex Ranges();

    [GeneratedRegex(@"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")]
    private static partial Regex Pair();

    [GeneratedRegex(@"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\])")]
    private static partial Regex Range();

    [GeneratedRegex(@"<([0-9A-Fa-f]*)>")]
    private static partial Regex Hex();
}
