using System.Text;
using System.Text.RegularExpressions;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Reads bytes as text, or says that they are none: a guessed encoding would make wrong letters of right ones.</summary>
internal static partial class EncodedText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file: UTF-8, or UTF-16 with its mark.</summary>
    /// <exception cref="UnreadableException">It is in another encoding, or no text.</exception>
    public static string OfFile(byte[] bytes)
    {
        try
        {
            var text = bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => s_strict.GetString(bytes, 3, bytes.Length - 3),
                [0xFF, 0xFE, ..] => new UnicodeEncoding(false, false, throwOnInvalidBytes: true).GetString(bytes, 2, bytes.Length - 2),
                [0xFE, 0xFF, ..] => new UnicodeEncoding(true, false, throwOnInvalidBytes: true).GetString(bytes, 2, bytes.Length - 2),
                _ => s_strict.GetString(bytes),
            };
            return text.Contains('\0', StringComparison.Ordinal) ? throw UnreadableException.Encoding : text;
        }
        catch (DecoderFallbackException)
        {
            throw UnreadableException.Encoding;
        }
    }

    /// <summary>A page of the web: as its server says, else as it says itself, else UTF-8.</summary>
    public static string OfPage(byte[] bytes, string? charset)
    {
        charset = (charset ?? Named().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 2048))).Groups[1].Value).Trim('"', '\'', ' ');
        if (charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        try
        {
            // The web reads Latin-1 as Windows-1252 (WHATWG, Encoding).
            var name = charset.ToLowerInvariant() is "iso-8859-1" or "latin1" or "us-ascii" ? "windows-1252" : charset;
            return (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name)).GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw UnreadableException.Encoding;
        }
    }

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?([-\w]{1,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
