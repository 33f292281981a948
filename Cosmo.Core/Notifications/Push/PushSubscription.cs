using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Notifications.Push;

/// <summary>A browser that shows what a member is told, also while no page is open. It ends with the sign-in that it was made by.</summary>
public sealed class PushSubscription
{
    /// <summary>Browsers of one member. Each is an address that we call.</summary>
    public const int MostPerMember = 10;

    /// <summary>Longest endpoint, in characters; those of the browsers' makers have a few hundred.</summary>
    public const int LongestEndpoint = 1000;

    private const int LongestKey = 100;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid MemberId { get; private set; }

    /// <summary>The sign-in; with its row this one goes.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>Where the browser's maker takes messages for it. A member's browser named it: nothing about it is believed.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The browser's public key, an uncompressed point of P-256, base64url ("p256dh").</summary>
    public string PublicKey { get; private set; } = "";

    /// <summary>What only the browser and we know, 16 bytes, base64url ("auth").</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The browser and the device in short, such as "Firefox, Linux".</summary>
    public string Browser { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its maker's service took a message last.</summary>
    public DateTimeOffset? SucceededAt { get; private set; }

    /// <summary>A browser begins to show what a member is told.</summary>
    public static PushSubscription Of(Guid memberId, Guid sessionId, PushAddress address, string browser, DateTimeOffset now)
    {
        var subscription = new PushSubscription { Endpoint = address.Endpoint };
        subscription.BelongTo(memberId, sessionId, address, browser, now);
        return subscription;
    }

    /// <summary>True for the browser itself: whoever only knows the endpoint does not know its keys.</summary>
    public bool IsAt(PushAddress address) => (Endpoint, PublicKey, Secret) == (address.Endpoint, address.PublicKey, address.Secret);

    /// <summary>The same browser, after another sign-in or of another member.</summary>
    public void BelongTo(Guid memberId, Guid sessionId, PushAddress address, string browser, DateTimeOffset now)
    {
        if (MemberId != memberId)
            (CreatedAt, SucceededAt) = (now, null);
        IsRemoved = false;
        (MemberId, SessionId, PublicKey, Secret, Browser) = (memberId, sessionId, address.PublicKey, address.Secret, Cut.To(browser, SignInSession.LongestText));
    }

    /// <summary>
    /// Its member took it off the list from elsewhere. The row stays with its sign-in: the browser says again what it is at the next
    /// page, and has to learn that it is not wanted.
    /// </summary>
    public bool IsRemoved { get; private set; }

    public void Remove() => IsRemoved = true;

    public void Succeed(DateTimeOffset now) => SucceededAt = now;

    internal sealed class Configuration : IEntityTypeConfiguration<PushSubscription>
    {
        public void Configure(EntityTypeBuilder<PushSubscription> builder)
        {
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.Endpoint).HasMaxLength(LongestEndpoint);
            builder.Property(s => s.PublicKey).HasMaxLength(LongestKey);
            builder.Property(s => s.Secret).HasMaxLength(LongestKey);
            builder.Property(s => s.Browser).HasMaxLength(SignInSession.LongestText);
            builder.HasIndex(s => s.Endpoint).IsUnique();
            builder.HasIndex(s => s.MemberId);
            builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId);
            // Signing out, ending a sign-in and leaving the team remove that row: this one goes in the same statement.
            builder.HasOne<SignInSession>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
