using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cosmo.Core.Notifications.Push;

namespace Cosmo.Tests.Notifications.Push;

/// <summary>The keys of a browser, and how it reads what is encrypted for them (RFC 8291, 4).</summary>
internal sealed class FakeBrowser : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Point => [4, .. _key.ExportParameters(false).Q.X!, .. _key.ExportParameters(false).Q.Y!];

    public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(16);

    /// <summary>As it names itself at an endpoint.</summary>
    public PushAddress At(string endpoint) =>
        PushAddress.Parse(endpoint, Base64Url.EncodeToString(Point), Base64Url.EncodeToString(Secret)) ?? throw new ArgumentException("No endpoint.", nameof(endpoint));

    /// <summary>Takes a body apart: salt, record size, key, record.</summary>
    /// <exception cref="CryptographicException">It is not for this browser, or not what was encrypted.</exception>
    public string Read(byte[] body)
    {
        var (salt, sender) = (body[..16], body[21..86]);
        Assert.Equal((0, 0, 16, 0, 65), (body[16], body[17], body[18], body[19], body[20]));
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = sender[1..33], Y = sender[33..] } });
        var shared = HKDF.Extract(HashAlgorithmName.SHA256, _key.DeriveRawSecretAgreement(theirs.PublicKey), Secret);
        var input = HKDF.Expand(HashAlgorithmName.SHA256, shared, 32, [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. Point, .. sender]);
        var start = HKDF.Extract(HashAlgorithmName.SHA256, input, salt);
        var key = HKDF.Expand(HashAlgorithmName.SHA256, start, 16, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.Expand(HashAlgorithmName.SHA256, start, 12, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));
        var plain = new byte[body.Length - 86 - 16];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(nonce, body.AsSpan(86, plain.Length), body.AsSpan(86 + plain.Length), plain);
        Assert.Equal(2, plain[^1]);
        return Encoding.UTF8.GetString(plain[..^1]);
    }

    public void Dispose() => _key.Dispose();
}
