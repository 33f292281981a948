using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cosmo.Core.Settings;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications.Push;

/// <summary>
/// The key pair that this installation proves itself by to the services of browsers' makers (VAPID, RFC 8292). It is made once:
/// a browser takes messages only from the key that it was given when it began.
/// </summary>
public sealed class PushKeys(Changes changes, SettingsStore settings, IDataProtectionProvider protection, IOptions<SignInClock> clock, IOptions<PushOptions> options)
{
    internal const string SettingKey = "Push:Key";

    /// <summary>A token is good for half of what is allowed (RFC 8292, 2: 24 hours), so that no clock has to be right.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromHours(12);

    private readonly IDataProtector _protector = protection.CreateProtector("Cosmo.Push");
    private volatile Pair? _pair;

    private sealed record Pair(ECParameters Key, string Public);

    /// <summary>The public key, as browsers want it: an uncompressed point, base64url. Not inside a change, it may need one.</summary>
    public async Task<string> PublicAsync(CancellationToken cancel = default) => (await PairAsync(cancel)).Public;

    /// <summary>What proves one call: the value of its header Authorization (RFC 8292, 3).</summary>
    /// <param name="endpoint">Whom it is for; only their origin stands in it.</param>
    internal async Task<string> ProveAsync(Uri endpoint, CancellationToken cancel = default)
    {
        var pair = await PairAsync(cancel);
        // The machine's time, not the sandbox's: those services live by it.
        var claims = new JsonObject
        {
            ["aud"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["exp"] = (clock.Value.Clock.GetUtcNow() + s_life).ToUnixTimeSeconds(),
        };
        if (options.Value.Contact is { Length: > 0 } contact)
            claims["sub"] = contact;
        var signed = $"{Encoded("""{"typ":"JWT","alg":"ES256"}"""u8)}.{Encoded(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var key = ECDsa.Create(pair.Key);
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return string.Create(CultureInfo.InvariantCulture, $"vapid t={signed}.{Encoded(signature)}, k={pair.Public}");
    }

    private async Task<Pair> PairAsync(CancellationToken cancel)
    {
        if (_pair is { } known)
            return known;
        var kept = await settings.FindAsync(SettingKey, cancel) ?? await KeepAsync(Make(), cancel);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(_protector.Unprotect(kept)), out _);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        return _pair = new(parameters, Encoded(PushCipher.Write(parameters.Q)));
    }

    // Two nodes may come here at once: the later one is decided again and finds the first one's.
    private async Task<string> KeepAsync(string made, CancellationToken cancel)
    {
        var kept = made;
        await changes.RunAsync(
            async change =>
            {
                if (await change.Db.Set<Setting>().FindAsync([SettingKey], cancel) is { Value: var first })
                    kept = first;
                else
                    change.Db.Add(new Setting { Key = SettingKey, Value = made });
            },
            cancel);
        return kept;
    }

    // Not inside a change: protecting may have to write a key of its own.
    private string Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return _protector.Protect(Convert.ToBase64String(key.ExportPkcs8PrivateKey()));
    }

    private static string Encoded(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
