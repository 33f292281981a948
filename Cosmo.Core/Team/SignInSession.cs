using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Team;

/// <summary>One sign-in of a member on one browser. The cookie names it; without its row the cookie is worth nothing.</summary>
public sealed class SignInSession
{
    /// <summary>However busy a session is, it ends after this (OWASP ASVS 7.3.2).</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>Longest address and browser that are kept, in characters.</summary>
    public const int LongestText = 60;

    public Guid Id { get; init; } = Guid.NewGuid();   // not counted up: whoever knows one must not guess the next
    public required Guid MemberId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was used last, give or take five minutes.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Where it was opened from; empty where it is not known.</summary>
    public required string Address { get; init; }

    /// <summary>The browser and the device in short, such as "Firefox, Linux".</summary>
    public required string Browser { get; init; }

    /// <summary>True while the session may be used.</summary>
    public bool IsOpen(DateTimeOffset now) => now - CreatedAt < Life;
}

internal sealed class SignInSessionConfiguration : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Address).HasMaxLength(SignInSession.LongestText);
        builder.Property(s => s.Browser).HasMaxLength(SignInSession.LongestText);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId);
        builder.HasIndex(s => s.MemberId);
    }
}
