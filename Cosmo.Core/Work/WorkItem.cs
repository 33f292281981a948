using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Work;

/// <summary>
/// Ready: the head of its lane, may be claimed when due. Waiting: stands behind another in its lane. Leased: a worker
/// has it. Done, Dead: over.
/// </summary>
public enum WorkState { Ready = 0, Waiting = 1, Leased = 2, Done = 3, Dead = 4 }

/// <summary>
/// One piece of work that is due: an incoming item, a send, a timer, a dead letter. The rows remember; signals only wake.
/// </summary>
public sealed class WorkItem
{
    public long Id { get; init; }

    /// <summary>Items of one lane are done strictly one after the other, in the order they were accepted.</summary>
    public required string Lane { get; init; }

    /// <summary>Which handler does it.</summary>
    public required string Kind { get; init; }

    /// <summary>True for work that calls the outside world; it is leased, not done inside a transaction.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Work with the same key is accepted once.</summary>
    public string? DedupeKey { get; init; }
    public required string Body { get; init; }
    public WorkState State { get; set; }

    /// <summary>Not before this instant, unix milliseconds.</summary>
    public long DueMs { get; set; }

    /// <summary>Whoever leased it must be done by then, unix milliseconds.</summary>
    public long LeaseMs { get; set; }
    public int Attempts { get; set; }

    /// <summary>Why it failed last.</summary>
    public string? Error { get; set; }
    public long CreatedMs { get; init; }
    public long DoneMs { get; set; }

    /// <summary>What the step before it had in hand; null for work that was read from its row.</summary>
    public InHand? InHand { get; init; }
}

internal sealed class WorkItemConfiguration : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work");
        builder.Property(w => w.Id).HasColumnName("id");
        builder.Property(w => w.Lane).HasColumnName("lane").HasMaxLength(NewWork.LongestLane);
        builder.Property(w => w.Kind).HasColumnName("kind").HasMaxLength(60);
        builder.Property(w => w.IsExternal).HasColumnName("is_external");
        builder.Property(w => w.DedupeKey).HasColumnName("dedupe_key").HasMaxLength(500);
        builder.Property(w => w.Body).HasColumnName("body");
        builder.Property(w => w.State).HasColumnName("state").HasConversion<int>();   // a number: the claim compares it on every round
        builder.Property(w => w.DueMs).HasColumnName("due_ms");
        builder.Property(w => w.LeaseMs).HasColumnName("lease_ms");
        builder.Property(w => w.Attempts).HasColumnName("attempts");
        builder.Property(w => w.Error).HasColumnName("error");
        builder.Property(w => w.CreatedMs).HasColumnName("created_ms");
        builder.Property(w => w.DoneMs).HasColumnName("done_ms");
        builder.Ignore(w => w.InHand);
        builder.HasIndex(w => w.DedupeKey).IsUnique();
        builder.HasIndex(w => new { w.Lane, w.Id }, "ix_work_lane").HasFilter("state < 3");
        builder.HasIndex(w => new { w.IsExternal, w.DueMs, w.Id }, "ix_work_ready").HasFilter("state = 0");
        builder.HasIndex(w => new { w.Kind, w.DueMs }, "ix_work_calls").HasFilter("state < 3 AND is_external");
        builder.HasIndex(w => w.LeaseMs, "ix_work_leased").HasFilter("state = 2");
        builder.HasIndex(w => w.DoneMs, "ix_work_over").HasFilter("state >= 3");
    }
}
