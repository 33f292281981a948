using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Turns received JSON into text that every reader and both databases accept.</summary>
internal static class ValidText
{
    private const char Replacement = '\ufffd';

    /// <summary>
    /// The body as valid UTF-8 without a byte order mark. Broken UTF-8, escapes of lone surrogates and escapes of U+0000 become
    /// U+FFFD: the first two make a JSON reader throw long after parsing, the last is refused by PostgreSQL.
    /// </summary>
    /// <returns>A part of what was given where nothing had to be mended.</returns>
    public static ReadOnlyMemory<byte> OfJson(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        return Utf8.IsValid(body.Span) && !HasBadEscapes(body.Span) ? body : Encoding.UTF8.GetBytes(MendEscapes(Encoding.UTF8.GetString(body.Span)));
    }

    /// <summary>The text with U+0000 and lone surrogates replaced by U+FFFD.</summary>
    public static string Of(string text)
    {
        var mended = text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', Replacement) : text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(mended));
    }

    // A backslash stands only inside strings and always takes the next letter with it, so no parser is needed here.
    private static string MendEscapes(string text)
    {
        var mended = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
                mended.Append(text[i++]);
            else if (!TryReadEscape(text, i, out var unit))
            {
                mended.Append(text, i, 2);
                i += 2;
            }
            else if (char.IsHighSurrogate(unit) && TryReadEscape(text, i + 6, out var low) && char.IsLowSurrogate(low))
            {
                mended.Append(text, i, 12);
                i += 12;
            }
            else
            {
                if (unit == '\0' || char.IsSurrogate(unit))
                    mended.Append("\\ufffd");
                else
                    mended.Append(text, i, 6);
                i += 6;
            }
        }

        return mended.ToString();
    }

    private static bool HasBadEscapes(ReadOnlySpan<byte> json)
    {
        for (int at; (at = json.IndexOf((byte)'\\')) >= 0;)
        {
            json = json[at..];
            var (unit, length) = Escape(json);
            if (char.IsHighSurrogate(unit) && Escape(json[length..]) is { Length: > 2, Unit: var low } && char.IsLowSurrogate(low))
                length *= 2;
            else if (length > 2 && (unit == '\0' || char.IsSurrogate(unit)))
                return true;
            json = json[Math.Min(length, json.Length)..];
        }

        return false;
    }

    /// <summary>The escape that stands at the beginning: its UTF-16 unit and six bytes where it is one by number, else two.</summary>
    private static (char Unit, int Length) Escape(ReadOnlySpan<byte> json) =>
        json is [(byte)'\\', (byte)'u', _, _, _, _, ..] && Utf8Parser.TryParse(json.Slice(2, 4), out ushort unit, out var read, 'x') && read == 4
            ? ((char)unit, 6)
            : ('\0', 2);

    private static bool TryReadEscape(string text, int at, out char unit)
    {
        unit = '\0';
        if (at + 6 > text.Length || text[at] != '\\' || text[at + 1] != 'u'
            || !ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;

        unit = (char)value;
        return true;
    }
}
