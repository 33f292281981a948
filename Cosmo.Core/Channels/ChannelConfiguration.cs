using Cosmo.Core.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Channels;

internal sealed class ChannelAccountConfiguration : IEntityTypeConfiguration<ChannelAccount>
{
    public void Configure(EntityTypeBuilder<ChannelAccount> builder)
    {
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.ExternalId).HasMaxLength(64);
        builder.Property(a => a.DisplayNumber).HasMaxLength(40);
        builder.Property(a => a.PauseReason).HasMaxLength(100);
        builder.HasIndex(a => new { a.Kind, a.ExternalId }).IsUnique();
    }
}

internal sealed class OutgoingConfiguration : IEntityTypeConfiguration<Outgoing>
{
    public void Configure(EntityTypeBuilder<Outgoing> builder)
    {
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.ProviderId).HasMaxLength(256);
        builder.Property(o => o.Error).HasMaxLength(100);
        builder.Property(o => o.ErrorDetail).HasMaxLength(500);
        builder.Property(o => o.Delivery).IsConcurrencyToken();   // a status and our own answer may meet
        builder.HasIndex(o => o.ProviderId);
        builder.HasIndex(o => o.MessageId);
        builder.HasIndex(o => o.TeamMessageId);
        builder.HasIndex(o => o.Delivery).HasFilter("\"Delivery\" IN ('Queued', 'Sending', 'Uncertain')");   // few at any time
    }
}

internal sealed class TemplateConfiguration : IEntityTypeConfiguration<Template>
{
    public void Configure(EntityTypeBuilder<Template> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(512);   // Meta: names of up to 512 characters
        builder.Property(t => t.Language).HasMaxLength(Template.LongestLanguage);
        builder.Property(t => t.State).HasMaxLength(Template.LongestWord);
        builder.Property(t => t.Category).HasMaxLength(Template.LongestWord);
        builder.HasIndex(t => new { t.ChannelAccountId, t.Name, t.Language }).IsUnique();
    }
}

internal sealed class ChannelNoticeConfiguration : IEntityTypeConfiguration<ChannelNotice>
{
    public void Configure(EntityTypeBuilder<ChannelNotice> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Field).HasMaxLength(100);
        builder.Property(n => n.Summary).HasMaxLength(500);
        builder.HasIndex(n => n.At);
    }
}
