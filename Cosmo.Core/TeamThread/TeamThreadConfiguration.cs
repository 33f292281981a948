using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.TeamThread;

internal sealed class PairedPhoneConfiguration : IEntityTypeConfiguration<PairedPhone>
{
    public void Configure(EntityTypeBuilder<PairedPhone> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.UserId).HasMaxLength(160);
        builder.Property(p => p.Phone).HasMaxLength(32);
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId);
        builder.HasIndex(p => new { p.ChannelAccountId, p.UserId });
        builder.HasIndex(p => new { p.ChannelAccountId, p.Phone });
    }
}

internal sealed class PairingCodeConfiguration : IEntityTypeConfiguration<PairingCode>
{
    public void Configure(EntityTypeBuilder<PairingCode> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.CodeHash).HasMaxLength(64);
        builder.Property(c => c.UsedAt).IsConcurrencyToken();   // one use
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId);
        builder.HasIndex(c => c.CodeHash);
    }
}

internal sealed class PairingTryConfiguration : IEntityTypeConfiguration<PairingTry>
{
    public void Configure(EntityTypeBuilder<PairingTry> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.SenderKey).HasMaxLength(200);
        builder.HasIndex(t => new { t.SenderKey, t.At });
    }
}

internal sealed class TeamMessageConfiguration : IEntityTypeConfiguration<TeamMessage>
{
    public void Configure(EntityTypeBuilder<TeamMessage> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.ProviderId).HasMaxLength(256);
        builder.Property(m => m.DeliveryError).HasMaxLength(200);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId);
        builder.HasIndex(m => new { m.MemberId, m.At });
        builder.HasIndex(m => new { m.ChannelAccountId, m.ProviderId }).IsUnique();
        builder.HasIndex(m => m.TicketId);
    }
}
