using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Conversations;

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();   // ids are made in the entity, Guid version 7
        builder.Property(c => c.Name).HasMaxLength(Contact.LongestName);
        builder.Property(c => c.Phone).HasMaxLength(Contact.LongestPhone);
        builder.Property(c => c.Username).HasMaxLength(100);
    }
}

internal sealed class IdentityConfiguration : IEntityTypeConfiguration<Identity>
{
    public void Configure(EntityTypeBuilder<Identity> builder)
    {
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Value).HasMaxLength(Identity.LongestValue);
        builder.HasOne<Contact>().WithMany().HasForeignKey(i => i.ContactId);
        builder.HasIndex(i => new { i.ChannelAccountId, i.Kind, i.Value }).IsUnique();
    }
}

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Language).HasMaxLength(8);
        builder.Property(c => c.Preview).HasMaxLength(Conversation.PreviewLength);
        builder.Property(c => c.Version).IsConcurrencyToken();   // an answer must not slip past a message that came meanwhile
        builder.Property(c => c.Edits).HasDefaultValue(0).IsConcurrencyToken();   // nor past one that was changed
        builder.HasOne<Contact>().WithMany().HasForeignKey(c => c.ContactId);
        builder.HasIndex(c => new { c.ContactId, c.ChannelAccountId }).IsUnique();
        builder.HasIndex(c => new { c.LastMessageAt, c.Id });
        builder.HasIndex(c => new { c.Handler, c.LastMessageAt, c.Id });
    }
}

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Ignore(m => m.Words);
        builder.Ignore(m => m.Issue);
        builder.Property(m => m.Delivery).IsConcurrencyToken();   // two who send a failed one again must not both do so
        builder.Property(m => m.ProviderId).HasMaxLength(256);
        builder.Property(m => m.QuotedProviderId).HasMaxLength(256);
        builder.Property(m => m.DeliveryError).HasMaxLength(200);
        builder.Property(m => m.Language).HasMaxLength(8);
        builder.Property(m => m.TextHash).HasMaxLength(64);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(m => m.ConversationId);
        builder.HasIndex(m => new { m.ConversationId, m.At, m.Position });
        builder.HasIndex(m => new { m.ConversationId, m.Position }).IsUnique();
        builder.HasIndex(m => new { m.ChannelAccountId, m.ProviderId }).IsUnique();   // a webhook delivered twice is stored once
        builder.HasIndex(m => m.DraftId).IsUnique();   // one draft, one message
        builder.HasIndex(m => m.Sources).HasFilter("\"Sources\" IS NOT NULL");   // how often an entry was cited, without reading the others
    }
}

internal sealed class NoteConfiguration : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Text).HasMaxLength(Note.LongestText);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(n => n.ConversationId);
        builder.HasIndex(n => new { n.ConversationId, n.At });
    }
}
