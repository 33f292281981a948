using Cosmo.Core.Conversations;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Tickets;

internal sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Evidence).HasMaxLength(500);
        builder.Property(t => t.Issue).HasMaxLength(2000);
        builder.Property(t => t.CloseReason).HasMaxLength(200);
        builder.Property(t => t.Revision).IsConcurrencyToken();   // first confirmed answer takes it, whatever races
        builder.HasOne<Conversation>().WithMany().HasForeignKey(t => t.ConversationId);
        builder.Property(t => t.Priority).HasDefaultValue(Priority.Normal);
        builder.HasIndex(t => t.Number).IsUnique();
        // Only the few that seek somebody are in it: looking for them costs nothing where there are none.
        builder.HasIndex(t => t.SeeksSince).HasFilter("\"SeeksSince\" IS NOT NULL");
        builder.HasIndex(t => new { t.State, t.WaitingSince });
        builder.HasIndex(t => new { t.State, t.ClosedAt });
        builder.HasIndex(t => new { t.HolderId, t.State, t.WaitingSince });
        builder.HasIndex(t => new { t.DepartmentId, t.State, t.WaitingSince });
        builder.HasIndex(t => new { t.ConversationId, t.OpenedAt });
        builder.HasIndex(t => new { t.ConversationId, t.Number });
        // One open ticket per conversation, even if two nodes open one in the same instant.
        builder.HasIndex(t => t.ConversationId).IsUnique().HasDatabaseName("IX_Ticket_OneOpen").HasFilter("\"State\" <> 'Closed'");
    }
}

internal sealed class TicketEventConfiguration : IEntityTypeConfiguration<TicketEvent>
{
    public void Configure(EntityTypeBuilder<TicketEvent> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Detail).HasMaxLength(500);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(e => e.TicketId);
        builder.HasIndex(e => new { e.TicketId, e.At });
    }
}

internal sealed class OfferConfiguration : IEntityTypeConfiguration<Offer>
{
    public void Configure(EntityTypeBuilder<Offer> builder)
    {
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasOne<Ticket>().WithMany().HasForeignKey(o => o.TicketId);
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.MemberId);
        builder.HasIndex(o => new { o.TicketId, o.MemberId }).IsUnique();
        builder.HasIndex(o => new { o.MemberId, o.State });
    }
}
