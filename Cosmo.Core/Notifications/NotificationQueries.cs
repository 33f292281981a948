using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>One line of the delivery log, with what the provider knows.</summary>
/// <param name="Phone">What became of the message on the phone; null where there was none.</param>
public sealed record NoticeLine(
    Guid Id, Guid MemberId, string Member, NotificationEvent Event, Ways Way, int? TicketNumber, Guid? ConversationId, NoticeState State, string? Why,
    DateTimeOffset At, DateTimeOffset? SentAt, Delivery? Phone, string? PhoneError);

/// <summary>Reads choices and the delivery log.</summary>
public sealed class NotificationQueries(IDbContextFactory<CosmoContext> contexts, Mailer mailer, TimeProvider clock)
{
    /// <summary>Lines of the log at once.</summary>
    public const int RowsAtOnce = 100;

    /// <summary>What happened before a page was opened is not rung for.</summary>
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(2);

    public bool Mails => mailer.IsOn;

    /// <summary>What a member chose; where nothing was chosen, what is usual.</summary>
    public async Task<NotificationChoices> ChoicesAsync(Guid memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<NotificationChoices>().AsNoTracking().FirstOrDefaultAsync(c => c.MemberId == memberId, cancel) ?? new() { MemberId = memberId };
    }

    /// <summary>The newest lines of the log.</summary>
    /// <param name="memberId">Null: everybody's, for administrators.</param>
    public async Task<IReadOnlyList<NoticeLine>> LogAsync(Guid? memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Rows(db, db.Set<Notice>().Where(n => memberId == null || n.MemberId == memberId).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(RowsAtOnce))
            .ToListAsync(cancel);
    }

    /// <summary>What a page of the member is to show now.</summary>
    public async Task<IReadOnlyList<NoticeLine>> WaitingAsync(Guid memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var since = clock.GetUtcNow() - s_fresh;
        return await Rows(db, db.Set<Notice>().Where(n => n.MemberId == memberId && n.State == NoticeState.Waiting && n.Way == Ways.Browser && n.At > since)
            .OrderBy(n => n.At).Take(RowsAtOnce)).ToListAsync(cancel);
    }

    private static IQueryable<NoticeLine> Rows(CosmoContext db, IQueryable<Notice> notices) =>
        from notice in notices.AsNoTracking()
        join member in db.Set<Member>() on notice.MemberId equals member.Id
        join ticket in db.Set<Ticket>() on notice.TicketId equals ticket.Id into tickets
        from ticket in tickets.DefaultIfEmpty()
        join message in db.Set<TeamMessage>() on notice.TeamMessageId equals message.Id into messages
        from message in messages.DefaultIfEmpty()
        select new NoticeLine(
            notice.Id, notice.MemberId, member.Name, notice.Event, notice.Way, ticket == null ? null : ticket.Number, ticket == null ? null : ticket.ConversationId,
            notice.State, notice.Why, notice.At, notice.SentAt, message == null ? null : message.Delivery, message == null ? null : message.DeliveryError);
}
