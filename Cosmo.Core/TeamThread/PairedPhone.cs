using System.Security.Cryptography;
using System.Text;
using Cosmo.Core.Conversations;

namespace Cosmo.Core.TeamThread;

/// <summary>A member's phone: the only sender that the notification number listens to.</summary>
public sealed class PairedPhone
{
    private PairedPhone() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid MemberId { get; init; }
    public required Guid ChannelAccountId { get; init; }

    /// <summary>The provider's user id; null where only the number came.</summary>
    public string? UserId { get; private set; }

    /// <summary>Digits only; null where the member hides it.</summary>
    public string? Phone { get; private set; }
    public required DateTimeOffset PairedAt { get; init; }
    public DateTimeOffset? SignedOutAt { get; private set; }

    /// <summary>Provider's time of the last word from this phone; the notification number is under the 24-hour rule too.</summary>
    public DateTimeOffset? LastInboundAt { get; private set; }

    /// <summary>When the provider called the 24 hours over although the member had written less than a day before; null until then, and again once they write.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>The draft that the member was asked about last; a plain "yes" means this one.</summary>
    public Guid? AskedDraftId { get; set; }

    /// <summary>The ticket whose button the member pressed: the next text is for it.</summary>
    public Guid? ChosenTicketId { get; set; }

    /// <summary>A reply that waits until the member says which ticket it is for.</summary>
    public string? PendingWords { get; set; }

    public ServiceWindow Window => new(LastInboundAt, RefusedAt);

    public static PairedPhone Pair(Guid memberId, Guid channelAccountId, string? userId, string? phone, DateTimeOffset now) => new()
    {
        MemberId = memberId,
        ChannelAccountId = channelAccountId,
        UserId = userId,
        Phone = phone,
        PairedAt = now,
        LastInboundAt = now,
    };

    public void Heard(DateTimeOffset at, string? userId, string? phone)
    {
        if (LastInboundAt is null || at > LastInboundAt)
            (LastInboundAt, RefusedAt) = (at, null);
        UserId ??= userId;
        Phone = phone ?? Phone;
    }

    /// <summary>The provider says that the 24 hours are over. What the member wrote after the send that it refused has opened them again.</summary>
    /// <param name="sentAt">When the refused message was made.</param>
    public void Refuse(DateTimeOffset sentAt, DateTimeOffset now)
    {
        if (LastInboundAt < sentAt)
            RefusedAt = now;
    }

    /// <summary>The phone is no longer the member's; effective at once.</summary>
    public void SignOut(DateTimeOffset now) => SignedOutAt ??= now;
}

/// <summary>The code that a member sends from the phone to pair it; shown once in the browser, kept only as a hash.</summary>
public sealed class PairingCode
{
    /// <summary>OWASP ASVS 6.5.5: a code that is typed by hand lives ten minutes at most.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;

    /// <summary>So long after its end a code that somebody still sends is known as one.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Wrong codes that one sender may send within <see cref="Lifetime"/> before being ignored.</summary>
    public const int MostTries = 5;

    private PairingCode() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid MemberId { get; init; }
    public required string CodeHash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Makes a code of six digits for a member.</summary>
    /// <returns>What is kept, and the code itself, which is shown and forgotten.</returns>
    public static (PairingCode Kept, string Code) Make(Guid memberId, DateTimeOffset now)
    {
        var code = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        return (new PairingCode { MemberId = memberId, CodeHash = Hash(code), ExpiresAt = now + Lifetime }, code);
    }

    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    public bool IsGood(DateTimeOffset now) => UsedAt is null && now < ExpiresAt;

    public void Use(DateTimeOffset now) => UsedAt = now;
}

/// <summary>A stranger's attempt to pair; too many and nothing from that sender is looked at for a while.</summary>
public sealed class PairingTry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string SenderKey { get; init; }
    public required DateTimeOffset At { get; init; }
}
