using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Proves that a webhook body was written by Meta for our app.</summary>
public static class WhatsAppSignature
{
    /// <summary>The name of the header that carries the signature.</summary>
    public const string HeaderName = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

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
        return body.IndexOfAnyExceptInRange((byte)0, (byte)0x7f) >= 0
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
        var escaped = new StringBuilder(body.Length + 64);
        foreach (var letter in Encoding.UTF8.GetString(body))
        {
            if (letter <= 0x7f)
                escaped.Append(letter);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }

        return Encoding.ASCII.GetBytes(escaped.ToString());
    }
}
