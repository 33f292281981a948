using System.Globalization;
using System.Text;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Plays the operators of one page that show text (ISO 32000-1, 9.4), and writes down its lines.</summary>
internal sealed class PdfPage(PdfObjects objects, string page)
{
    /// <summary>A gap inside a word list wider than this, in thousandths of a letter's size, is a space.</summary>
    private const double Space = -180;

    /// <summary>Nobody reads letters of two points.</summary>
    private const double Tiny = 2;

    private readonly Dictionary<string, PdfFont> _fonts = [];
    private readonly List<object> _operands = [];
    private PdfFont _font = PdfFont.Plain;
    private double _size = 12, _scale = 1, _line = 12, _y, _lastY = double.NaN;
    private bool _invisible, _white;

    /// <summary>Writes the page's text.</summary>
    /// <param name="seen">What a reader sees.</param>
    /// <param name="unseen">What stands there invisibly, in white or tiny.</param>
    public void Write(StringBuilder seen, StringBuilder unseen)
    {
        var contents = PdfObjects.Value(page, "Contents") ?? "";
        if (objects.Resolve(contents) is { } list && list.TrimStart().StartsWith('['))
            contents = list;
        var lexer = new PdfLexer([.. PdfObjects.References(contents).SelectMany(n => objects.Data(n).Append((byte)'\n'))]);
        while (lexer.Next() is { } token)
        {
            if (token is not PdfOperator { Name: var name })
            {
                _operands.Add(token);
                if (_operands.Count > 1000)
                    _operands.Clear();
                continue;
            }

            Do(name, seen, unseen);
            _operands.Clear();
        }
    }

    private void Do(string name, StringBuilder seen, StringBuilder unseen)
    {
        switch (name)
        {
            case "Tf" when _operands is [.., PdfName font, double size]:
                (_font, _size) = (Font(font.Name), Math.Abs(size));
                break;
            case "Tr" when _operands is [.., double mode]:
                _invisible = mode is 3 or 7;
                break;
            case "rg" when _operands is [.., double r, double g, double b]:
                _white = r > 0.97 && g > 0.97 && b > 0.97;
                break;
            case "g" when _operands is [.., double grey]:
                _white = grey > 0.97;
                break;
            case "k" when _operands is [.., double c, double m, double y, double black]:
                _white = c + m + y + black < 0.03;
                break;
            case "BT":
                (_y, _scale) = (0, 1);
                break;
            case "TL" when _operands is [.., double leading]:
                _line = leading;
                break;
            case "Td" or "TD" when _operands is [.., double x, double y]:
                _line = name == "TD" ? -y : _line;
                Move(_y + y * _scale, x, seen);
                break;
            case "Tm" when _operands is [.., double, double, double, double scale, double x, double y]:
                _scale = scale == 0 ? 1 : Math.Abs(scale);
                Move(y, x, seen);
                break;
            case "T*":
                Move(_y - _line * _scale, 0, seen);
                break;
            case "Tj" when _operands is [.., byte[] text]:
                Show(_font.Letters(text), seen, unseen);
                break;
            case "'" or "\"" when _operands is [.., byte[] text]:
                Move(_y - _line * _scale, 0, seen);
                Show(_font.Letters(text), seen, unseen);
                break;
            case "TJ" when _operands is [.., List<object> pieces]:
                Show(string.Concat(pieces.Select(p => p is byte[] text ? _font.Letters(text) : p is double and < Space ? " " : "")), seen, unseen);
                break;
        }
    }

    private void Show(string text, StringBuilder seen, StringBuilder unseen)
    {
        if (_invisible || _white || _size * _scale <= Tiny)
            unseen.Append(text).Append(' ');
        else
            seen.Append(text);
    }

    // A step down is a new line, a wide one a new paragraph; a step aside is a space.
    private void Move(double y, double x, StringBuilder seen)
    {
        var step = double.IsNaN(_lastY) ? 0 : Math.Abs(_lastY - y);
        if (seen.Length > 0 && seen[^1] is not '\n')
            seen.Append(step > _size * _scale * 1.7 ? "\n\n" : step > 1 ? "\n" : x != 0 && seen[^1] != ' ' ? " " : "");
        (_y, _lastY) = (y, y);
    }

    private PdfFont Font(string name)
    {
        if (_fonts.TryGetValue(name, out var known))
            return known;
        var resources = objects.Resolve(PdfObjects.Value(page, "Resources")) ?? "";
        var fonts = objects.Resolve(PdfObjects.Value(resources, "Font")) ?? "";
        return _fonts[name] = objects.Resolve(PdfObjects.Value(fonts, name)) is { } body ? PdfFont.Read(objects, body) : PdfFont.Plain;
    }
}
