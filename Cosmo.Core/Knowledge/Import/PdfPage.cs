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

    /// <summary>States kept at once; programs come to a few dozen.</summary>
    private const int MostKept = 1000;

    private readonly Dictionary<string, PdfFont> _fonts = [];
    private readonly Dictionary<(string Kind, string Name), string?> _resources = [];
    private readonly List<object> _operands = [];
    private readonly Stack<PdfState> _kept = new();
    private PdfState _state = PdfState.Start;
    private double _scale = 1, _y, _lastY = double.NaN;
    private int _lost;

    /// <summary>Writes the page's text.</summary>
    /// <param name="seen">What a reader sees.</param>
    /// <param name="unseen">What stands there invisibly, in white, without colour or tiny.</param>
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
            // A page made of nothing but "q" is not remembered without end; each of them still has its "Q".
            case "q" when _kept.Count < MostKept:
                _kept.Push(_state);
                break;
            case "q":
                _lost++;
                break;
            case "Q" when _lost > 0:
                _lost--;
                break;
            case "Q":
                _state = _kept.TryPop(out var kept) ? kept : _state;
                break;
            case "Tf" when _operands is [.., PdfName font, double size]:
                _state = _state with { Font = Font(font.Name), Size = Math.Abs(size) };
                break;
            case "Tr" when _operands is [.., double mode]:
                _state = _state with { Invisible = mode is 3 or 7 };
                break;
            case "gs" when _operands is [.., PdfName look]:
                _state = Resource("ExtGState", look.Name) is { } dictionary && double.TryParse(PdfObjects.Value(dictionary, "ca"), NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
                    ? _state with { Clear = share < 0.03 }
                    : _state;
                break;
            case "rg" or "g":
                _state = _state.Painted(PdfColours.Light, _operands);
                break;
            case "k":
                _state = _state.Painted(PdfColours.Ink, _operands);
                break;
            case "cs" when _operands is [.., PdfName colours]:
                // A new space begins with black, or with all of its ink.
                _state = _state with { Colours = PdfState.ColoursOf(colours.Name, n => Resource("ColorSpace", n), objects), White = false };
                break;
            case "sc" or "scn":
                _state = _state.Painted(_state.Colours, _operands);
                break;
            case "BT":
                (_y, _scale) = (0, 1);
                break;
            case "TL" when _operands is [.., double leading]:
                _state = _state with { Line = leading };
                break;
            case "Td" or "TD" when _operands is [.., double x, double y]:
                _state = name == "TD" ? _state with { Line = -y } : _state;
                Move(_y + y * _scale, x, seen);
                break;
            case "Tm" when _operands is [.., double, double, double, double scale, double x, double y]:
                _scale = scale == 0 ? 1 : Math.Abs(scale);
                Move(y, x, seen);
                break;
            case "T*":
                Move(_y - _state.Line * _scale, 0, seen);
                break;
            case "Tj" when _operands is [.., byte[] text]:
                Show(_state.Font.Letters(text), seen, unseen);
                break;
            case "'" or "\"" when _operands is [.., byte[] text]:
                Move(_y - _state.Line * _scale, 0, seen);
                Show(_state.Font.Letters(text), seen, unseen);
                break;
            case "TJ" when _operands is [.., List<object> pieces]:
                Show(string.Concat(pieces.Select(p => p is byte[] text ? _state.Font.Letters(text) : p is double and < Space ? " " : "")), seen, unseen);
                break;
        }
    }

    private void Show(string text, StringBuilder seen, StringBuilder unseen)
    {
        if (_state.IsUnseen || _state.Size * _scale <= Tiny)
            unseen.Append(text).Append(' ');
        else
            seen.Append(text);
    }

    // A step down is a new line, a wide one a new paragraph; a step aside is a space.
    private void Move(double y, double x, StringBuilder seen)
    {
        var step = double.IsNaN(_lastY) ? 0 : Math.Abs(_lastY - y);
        if (seen.Length > 0 && seen[^1] is not '\n')
            seen.Append(step > _state.Size * _scale * 1.7 ? "\n\n" : step > 1 ? "\n" : x != 0 && seen[^1] != ' ' ? " " : "");
        (_y, _lastY) = (y, y);
    }

    private PdfFont Font(string name)
    {
        if (_fonts.TryGetValue(name, out var known))
            return known;
        return _fonts[name] = Resource("Font", name) is { } body ? PdfFont.Read(objects, body) : PdfFont.Plain;
    }

    private string? Resource(string kind, string name)
    {
        if (_resources.TryGetValue((kind, name), out var known))
            return known;
        var resources = objects.Resolve(PdfObjects.Value(page, "Resources")) ?? "";
        return _resources[(kind, name)] = objects.Resolve(PdfObjects.Value(objects.Resolve(PdfObjects.Value(resources, kind)) ?? "", name));
    }
}
