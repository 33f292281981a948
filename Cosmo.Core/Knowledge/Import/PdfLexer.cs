using System.Globalization;
using System.Text;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>A name in a page's operators, without its slash.</summary>
internal sealed record PdfName(string Name);

/// <summary>An operator of a page.</summary>
internal sealed record PdfOperator(string Name);

/// <summary>Reads the operators of a page and what they are applied to: numbers, names, strings as bytes, and lists of them.</summary>
internal sealed class PdfLexer(byte[] page)
{
    private static readonly PdfName s_other = new("");
    private int _at;

    /// <summary>The next token; null at the end.</summary>
    public object? Next()
    {
        Skip();
        if (_at >= page.Length)
            return null;
        switch ((char)page[_at])
        {
            case '(':
                return Literal();
            case '<' when _at + 1 < page.Length && page[_at + 1] == '<':
            case '>' when _at + 1 < page.Length && page[_at + 1] == '>':
                _at += 2;
                return s_other;
            case '<':
                return Hex();
            case '[':
                return List();
            case '/':
                _at++;
                return new PdfName(Word());
            case ']' or '>' or ')' or '{' or '}':
                _at++;
                return s_other;
        }

        var word = Word();
        if (word == "ID")
            SkipImage();
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : new PdfOperator(word);
    }

    // Lists of text hold strings and numbers only; a list inside is left out, so nothing nests.
    private List<object> List()
    {
        List<object> items = [];
        _at++;
        while (true)
        {
            Skip();
            if (_at >= page.Length || page[_at] == ']')
            {
                _at++;
                return items;
            }

            if (page[_at] == '[')
                _at++;
            else if (Next() is { } item && items.Count < 100_000)
                items.Add(item);
        }
    }

    private byte[] Literal()
    {
        using var bytes = new MemoryStream();
        var depth = 1;
        for (_at++; _at < page.Length; _at++)
        {
            var c = page[_at];
            if (c == '\\' && _at + 1 < page.Length)
            {
                Escaped(bytes);
                continue;
            }

            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0)
                break;
            bytes.WriteByte(c);
        }

        _at++;
        return bytes.ToArray();
    }

    private void Escaped(MemoryStream bytes)
    {
        var c = (char)page[++_at];
        if (c is >= '0' and <= '7')
        {
            var code = 0;
            for (var digits = 0; digits < 3 && _at < page.Length && page[_at] is >= (byte)'0' and <= (byte)'7'; digits++, _at++)
                code = code * 8 + page[_at] - '0';
            _at--;
            bytes.WriteByte((byte)code);
        }
        else if (c is not ('\r' or '\n'))
        {
            bytes.WriteByte((byte)(c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => c }));
        }
    }

    private byte[] Hex()
    {
        var digits = new StringBuilder();
        for (_at++; _at < page.Length && page[_at] != '>'; _at++)
        {
            if (char.IsAsciiHexDigit((char)page[_at]))
                digits.Append((char)page[_at]);
        }

        _at++;
        return Convert.FromHexString(digits.Length % 2 == 0 ? digits.ToString() : digits.Append('0').ToString());
    }

    private string Word()
    {
        var start = _at;
        while (_at < page.Length && page[_at] > ' ' && page[_at] is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'/' or (byte)'%' or (byte)'{' or (byte)'}'))
            _at++;
        if (_at == start)
            _at++;   // whatever it is, it is not read twice
        return Encoding.Latin1.GetString(page, start, _at - start);
    }

    private void Skip()
    {
        while (_at < page.Length && (page[_at] <= ' ' || page[_at] == '%'))
        {
            if (page[_at] == '%')
                while (_at < page.Length && page[_at] is not ((byte)'\n' or (byte)'\r'))
                    _at++;
            else
                _at++;
        }
    }

    // A picture in the middle of a page: its bytes are no operators.
    private void SkipImage()
    {
        var end = page.AsSpan(_at).IndexOf("EI"u8);
        _at = end < 0 ? page.Length : _at + end + 2;
    }
}
