using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Team;

/// <summary>
/// A link by which a new member chooses their password and comes in: shown once, good once, for three days. Only the hash of
/// its secret is kept, among the member's tokens, so that a copy of the database opens nothing.
/// </summary>
public static class Invitation
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>Under which names it is kept among the member's tokens.</summary>
    public const string Provider = "Cosmo", Name = "Invitation";

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>31 letters, 32 times: 158 bits.</summary>
    private const int SecretLength = 32;

    /// <summary>Makes one for a member.</summary>
    /// <returns>What is kept, and the token of the link, which is shown and forgotten.</returns>
    public static (IdentityUserToken<Guid> Kept, string Token) Make(Guid memberId, DateTimeOffset now)
    {
        var secret = RandomNumberGenerator.GetString(Letters, SecretLength);
        return (
            new() { UserId = memberId, LoginProvider = Provider, Name = Name, Value = string.Create(CultureInfo.InvariantCulture, $"{Hash(secret)} {(now + Life).ToUnixTimeSeconds()}") },
            $"{memberId:N}-{secret}");
    }

    /// <summary>When a kept invitation is over.</summary>
    public static DateTimeOffset EndOf(IdentityUserToken<Guid> kept) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(kept.Value!.Split(' ')[1], CultureInfo.InvariantCulture));

    /// <summary>Whom a token names, whether or not it is good; null where it is none.</summary>
    public static Guid? MemberOf(string? token) =>
        token?.Split('-') is [var id, _] && Guid.TryParseExact(id, "N", out var memberId) ? memberId : null;

    /// <summary>The invitation that a token belongs to; null where it is wrong, was used, withdrawn or made anew, or is over.</summary>
    public static async Task<IdentityUserToken<Guid>?> FindAsync(DbContext db, string? token, DateTimeOffset now, CancellationToken cancel)
    {
        if (MemberOf(token) is not { } memberId)
            return null;
        var secret = token!.Split('-')[1];
        var kept = await OfAsync(db, memberId, cancel);
        return kept is not null && now < EndOf(kept)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept.Value!.Split(' ')[0]), Encoding.ASCII.GetBytes(Hash(secret)))
            ? kept
            : null;
    }

    /// <summary>The invitation of a member who has not come yet; null for whoever has.</summary>
    public static Task<IdentityUserToken<Guid>?> OfAsync(DbContext db, Guid memberId, CancellationToken cancel) =>
        db.Set<IdentityUserToken<Guid>>().FirstOrDefaultAsync(t => t.UserId == memberId && t.LoginProvider == Provider && t.Name == Name, cancel);

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
