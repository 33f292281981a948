using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Replies;

internal sealed class DraftConfiguration : IEntityTypeConfiguration<Draft>
{
    /// <summary>Characters of an engine's name that are kept; models may have longer ones.</summary>
    internal const int LongestEngine = 100;

    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Language).HasMaxLength(8);
        builder.Property(d => d.Template).HasMaxLength(512);
        builder.Property(d => d.TemplateLanguage).HasMaxLength(16);
        builder.Property(d => d.Wording).HasDefaultValue(Wording.AsItIs);
        builder.Property(d => d.Engine).HasMaxLength(LongestEngine);
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.Property(d => d.SeenEdits).HasDefaultValue(0);
        builder.Property(d => d.SeenNotes).HasDefaultValue(0);
        builder.Ignore(d => d.Seen);
        builder.HasIndex(d => d.PreparedId);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(d => d.ConversationId);
        builder.HasIndex(d => new { d.ConversationId, d.State });
        builder.HasIndex(d => new { d.MemberId, d.State });
    }
}

/// <summary>What a member has typed and not yet sent, kept so that a closed browser loses nothing.</summary>
public sealed class UnsentText
{
    public required Guid MemberId { get; init; }
    public required Guid ConversationId { get; init; }
    public required string Text { get; set; }
    public required DateTimeOffset At { get; set; }
}

internal sealed class UnsentTextConfiguration : IEntityTypeConfiguration<UnsentText>
{
    public void Configure(EntityTypeBuilder<UnsentText> builder)
    {
        builder.HasKey(u => new { u.MemberId, u.ConversationId });
        builder.Property(u => u.Text).HasMaxLength(4096);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(u => u.ConversationId);
    }
}
