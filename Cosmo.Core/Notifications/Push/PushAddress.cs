using System.Buffers.Text;

namespace Cosmo.Core.Notifications.Push;

/// <summary>Where a browser takes messages, and the keys that they are encrypted for, as the browser named them.</summary>
public sealed record PushAddress
{
    private PushAddress() { }

    public required string Endpoint { get; init; }
    public required string PublicKey { get; init; }
    public required string Secret { get; init; }

    /// <summary>
    /// Takes what a browser sent. Only https and only names: the address behind the name is judged when it is dialled
    /// (<see cref="Knowledge.Import.ReachableAddresses"/>).
    /// </summary>
    /// <returns>Null where it cannot be one.</returns>
    public static PushAddress? Parse(string? endpoint, string? publicKey, string? secret) =>
        endpoint is { Length: <= PushSubscription.LongestEndpoint } && Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https", HostNameType: UriHostNameType.Dns, UserInfo: "", Fragment: "", AbsoluteUri.Length: <= PushSubscription.LongestEndpoint }
        && Bytes(publicKey, PushCipher.PointSize) is { } point && PushCipher.IsPoint(point) && Bytes(secret, PushCipher.SecretSize) is { } shared
            ? new() { Endpoint = uri.AbsoluteUri, PublicKey = Base64Url.EncodeToString(point), Secret = Base64Url.EncodeToString(shared) }
            : null;

    private static byte[]? Bytes(string? text, int length)
    {
        var bytes = new byte[length];
        return text is not null && Base64Url.IsValid(text, out var decoded) && decoded == length && Base64Url.TryDecodeFromChars(text, bytes, out _) ? bytes : null;
    }
}
