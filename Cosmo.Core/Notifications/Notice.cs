using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Notifications;

/// <summary>
/// Waiting: on its way. Held: quiet hours, it comes with the digest. Grouped: it comes with others in one message.
/// Sent: handed to the provider. Shown: a page of the member showed it. Failed, Skipped: it did not go, and the row says why.
/// </summary>
public enum NoticeState { Waiting, Held, Grouped, Sent, Shown, Failed, Skipped }

/// <summary>One line of the delivery log: a member, what they were to be told, one way, and what became of it.</summary>
public sealed class Notice
{
    private Notice() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid MemberId { get; init; }
    public required NotificationEvent Event { get; init; }
    public required Ways Way { get; init; }
    public Guid? TicketId { get; init; }

    /// <summary>What the event is about beside its ticket: a message, a note, the member who took it.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The message on the phone: its own row knows whether it was delivered and read.</summary>
    public Guid? TeamMessageId { get; set; }
    public NoticeState State { get; private set; }

    /// <summary>Why it was held, failed or skipped, as a key of the plain words for it; a mail server's own words for a failure.</summary>
    public string? Why { get; private set; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? SentAt { get; private set; }

    public static Notice To(Guid memberId, NotificationEvent what, Ways way, Guid? ticketId, Guid? subjectId, DateTimeOffset now) =>
        new() { MemberId = memberId, Event = what, Way = way, TicketId = ticketId, SubjectId = subjectId, At = now };

    /// <summary>It waits for the end of quiet hours, or for the message that brings several.</summary>
    public void Put(NoticeState state, string why) => (State, Why) = (state, why);

    /// <summary>It was handed on; what became of it on the way is asked of the provider.</summary>
    public void Send(DateTimeOffset now)
    {
        if (State is not (NoticeState.Sent or NoticeState.Shown))   // whoever is told twice was told the first time
            (State, Why, SentAt) = (NoticeState.Sent, null, now);
    }

    /// <summary>A page of the member showed it.</summary>
    public void Show(DateTimeOffset now) => (State, Why, SentAt) = (NoticeState.Shown, null, SentAt ?? now);

    public void Fail(string why) => (State, Why) = (NoticeState.Failed, why.Length > 300 ? why[..300] : why);
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Why).HasMaxLength(300);
        builder.Property(n => n.State).IsConcurrencyToken();   // two tabs show it, a digest and a mail may meet
        builder.HasOne<Member>().WithMany().HasForeignKey(n => n.MemberId);
        builder.HasIndex(n => new { n.MemberId, n.At });
        builder.HasIndex(n => n.At);
        builder.HasIndex(n => new { n.MemberId, n.State }).HasFilter("\"State\" IN ('Waiting', 'Held', 'Grouped')");   // few at any time
    }
}
