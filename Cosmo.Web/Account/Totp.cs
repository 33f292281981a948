using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cosmo.Web.Account;

/// <summary>Time-based one-time passwords of six digits and thirty seconds (RFC 6238 on RFC 4226, HMAC-SHA-1).</summary>
internal static class Totp
{
    private const int Period = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step whose code this is, at most one step off <paramref name="now"/>; null when it is no such code.</summary>
    public static long? FindStep(byte[] key, string code, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / Period;
        for (var step = current - 1; step <= current + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(key, step)), Encoding.ASCII.GetBytes(code)))
                return step;
        }
        return null;
    }

    /// <summary>The code of one step.</summary>
    public static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        // The algorithm that authenticator apps speak; its weakness is in collisions, which do not matter in an HMAC.
#pragma warning disable CA5350
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The bytes behind a key as apps show it (RFC 4648 without padding).</summary>
    public static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in text.ToUpperInvariant())
        {
            if (Base32.IndexOf(letter, StringComparison.Ordinal) is var value and >= 0)
            {
                buffer = ((buffer << 5) | value) & 0xfff;
                bits += 5;
                if (bits >= 8)
                    bytes.Add((byte)(buffer >> (bits -= 8)));
            }
        }
        return [.. bytes];
    }
}
