using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Proves that a webhook body was written by Meta for our app.</summary>
public static class WhatsAppSignature
{
    /// <summary>The name of the header that carries the signature.</summary>
    public const string HeaderName = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    private static ReadOnlySpan<byte> HexDigits => "0123456789abcdef"u8;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// True when <paramref name="header"/> is exactly "sha256=" and the 64 lower-case hex digits of the HMAC-SHA256 of the
    /// raw <paramref name="body"/> under the app secret (Meta, webhooks, "Validating payloads"). Without a secret nothing matches.
    /// </summary>
    public static bool Matches(string? appSecret, ReadOnlySpan<byte> body, string? header)
    {
        if (string.IsNullOrEmpty(appSecret) || !TryReadHeader(header, out var claimed))
            return false;

        var key = Encoding.UTF8.GetBytes(appSecret);
        if (CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, body), claimed))
            return true;

        // Meta signs the form in which every letter outside ASCII is written as an escape. Where something on the way
        // turned the escapes into letters, only that form can match.
        return body.IndexOfAnyExceptInRange((byte)0, (byte)0x7f) >= 0 && Utf8.IsValid(body)
            && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, Escaped(body)), claimed);
    }

    private static bool TryReadHeader(string? header, out byte[] claimed)
    {
        claimed = new byte[HMACSHA256.HashSizeInBytes];
        if (header is null || header.Length != Prefix.Length + 2 * claimed.Length
            || !header.StartsWith(Prefix, StringComparison.Ordinal))
            return false;

        var hex = header.AsSpan(Prefix.Length);
        return hex.IndexOfAnyExcept(LowerHex) < 0
            && Convert.FromHexString(hex, claimed, out _, out _) is OperationStatus.Done;
    }

    private static byte[] Escaped(ReadOnlySpan<byte> body)
    {
        // By hand: anybody may send 4 MB of such letters, and formatting each would take seconds of a processor.
        var text = Encoding.UTF8.GetString(body);
        var escaped = new byte[text.Length + 5 * text.Count(c => c > '\x7f')];
        var at = 0;
        foreach (var letter in text)
        {
            if (letter <= 0x7f)
            {
                escaped[at++] = (byte)letter;
                continue;
            }

            (escaped[at], escaped[at + 1]) = ((byte)'\\', (byte)'u');
            for (var digit = 0; digit < 4; digit++)
                escaped[at + 2 + digit] = HexDigits[(letter >> (12 - 4 * digit)) & 0xf];
            at += 6;
        }

        return escaped;
    }
}
