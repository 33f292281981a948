using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cosmo.Core.Notifications.Push;

/// <summary>Encrypts a message for one browser, so that its maker's service, which carries it, reads nothing (RFC 8291, RFC 8188).</summary>
internal static class PushCipher
{
    /// <summary>An uncompressed point of P-256: 4, X, Y (RFC 8291, 2.1).</summary>
    public const int PointSize = 65;

    /// <summary>What browser and sender share beside the keys (RFC 8291, 3.2).</summary>
    public const int SecretSize = 16;

    /// <summary>Every service takes a body of so many bytes, and none has to take more (RFC 8030, 7.2; RFC 8291, 4).</summary>
    public const int LargestBody = 4096;

    /// <summary>Longest text in bytes that makes such a body: beside it stand the header, the mark of the last record and the tag (RFC 8291, 4).</summary>
    public const int LongestText = LargestBody - HeaderSize - 1 - TagSize;

    private const int SaltSize = 16, TagSize = 16, KeySize = 16, NonceSize = 12, HashSize = 32;
    private const int HeaderSize = SaltSize + sizeof(uint) + 1 + PointSize;
    private const byte LastRecord = 2;

    /// <summary>True for a point that lies on the curve.</summary>
    public static bool IsPoint(byte[] point)
    {
        try
        {
            using var key = Read(point);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Encrypts with a key pair and a salt that serve once.</summary>
    /// <param name="text">At most <see cref="LongestText"/> bytes.</param>
    /// <param name="browser">The browser's public key.</param>
    /// <param name="secret">What the browser shares with us.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, byte[] browser, byte[] secret)
    {
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(text, browser, secret, once, RandomNumberGenerator.GetBytes(SaltSize));
    }

    /// <summary>The same with a key pair and a salt that are given.</summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> text, byte[] browser, byte[] secret, ECDiffieHellman once, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, LongestText);
        using var theirs = Read(browser);
        var ours = Write(once.ExportParameters(includePrivateParameters: false).Q);
        // RFC 8291, 3.4: the agreement and the shared secret become the input of RFC 8188.
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, once.DeriveRawSecretAgreement(theirs.PublicKey), HashSize, secret, [.. "WebPush: info\0"u8, .. browser, .. ours]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, KeySize, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, NonceSize, salt, "Content-Encoding: nonce\0"u8.ToArray());

        var body = new byte[HeaderSize + text.Length + 1 + TagSize];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltSize), LargestBody);
        body[SaltSize + sizeof(uint)] = PointSize;
        ours.CopyTo(body, HeaderSize - PointSize);
        byte[] record = [.. text, LastRecord];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, record, body.AsSpan(HeaderSize, record.Length), body.AsSpan(HeaderSize + record.Length));
        return body;
    }

    /// <summary>A point as bytes.</summary>
    public static byte[] Write(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static ECDiffieHellman Read(byte[] point)
    {
        if (point is not [4, ..] || point.Length != PointSize)
            throw new CryptographicException("No uncompressed point of P-256.");
        return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
    }
}
