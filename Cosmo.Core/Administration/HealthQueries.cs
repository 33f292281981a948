using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>One of our numbers and whether it sends.</summary>
public sealed record AccountHealth(Guid Id, ChannelKind Kind, AccountPurpose Purpose, string Number, DateTimeOffset? PausedUntil, string? PauseReason, DateTimeOffset? TemplatesPausedUntil);

/// <summary>Something a provider told us, or that nobody could read.</summary>
public sealed record NoticeRow(Guid Id, string Field, string Summary, string Raw, DateTimeOffset At);

/// <summary>Work that was given up and waits for a person.</summary>
public sealed record DeadLetter(long Id, string Kind, string Lane, string Body, string? Error, int Attempts, DateTimeOffset At);

/// <summary>A message to a customer of which nobody knows whether it arrived.</summary>
/// <param name="Customer">Their name, or their number where they gave none.</param>
public sealed record UncertainMessage(Guid MessageId, Guid ConversationId, string Customer, Author Author, string Text, DateTimeOffset At);

/// <summary>How the place is.</summary>
/// <param name="DeadLetters">The given-up work, last first; as many as were asked for.</param>
/// <param name="Dead">How much work was given up in all, up to <see cref="HealthQueries.MostCounted"/>.</param>
/// <param name="Due">Work that is due, under way, or to be tried again, up to <see cref="HealthQueries.MostCounted"/>.</param>
/// <param name="UncertainMessages">Those of them that were for customers, last first, up to <see cref="HealthQueries.Page"/>.</param>
/// <param name="Uncertain">Messages of which nobody knows whether they arrived.</param>
public sealed record HealthView(
    IReadOnlyList<AccountHealth> Accounts, IReadOnlyList<NoticeRow> Notices, IReadOnlyList<NoticeRow> Quarantined, IReadOnlyList<DeadLetter> DeadLetters,
    int Dead, int Due, int Uncertain, IReadOnlyList<UncertainMessage> UncertainMessages);

/// <summary>Reads what keeps the place running, for administrators.</summary>
public sealed class HealthQueries(IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    /// <summary>Whatever is paused for longer waits for a person: pauses that end by themselves last hours at most.</summary>
    public static readonly TimeSpan NeedsPerson = TimeSpan.FromDays(30);

    /// <summary>Counting stops here.</summary>
    public const int MostCounted = 1000;

    /// <summary>How long a list is, and how much longer each time more is asked for.</summary>
    public const int Page = 50;

    /// <summary>The numbers that send nothing until a person mends what stopped them.</summary>
    public async Task<IReadOnlyList<AccountHealth>> StoppedAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var far = clock.GetUtcNow() + NeedsPerson;
        return await db.Set<ChannelAccount>().AsNoTracking().Where(a => a.PausedUntil > far).OrderBy(a => a.DisplayNumber)
            .Select(a => new AccountHealth(a.Id, a.Kind, a.Purpose, a.DisplayNumber, a.PausedUntil, a.PauseReason, a.TemplatesPausedUntil)).ToListAsync(cancel);
    }

    /// <summary>Everything the page shows; null for members who may not see it.</summary>
    /// <param name="byMemberId">Who looks.</param>
    /// <param name="deadLetters">How much of the given-up work to read.</param>
    public async Task<HealthView?> ReadAsync(Guid byMemberId, int deadLetters = Page, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Set<Member>().FindAsync([byMemberId], cancel) is not { IsActive: true, IsAdministrator: true })
            return null;
        var accounts = await db.Set<ChannelAccount>().AsNoTracking().OrderBy(a => a.Purpose)
            .Select(a => new AccountHealth(a.Id, a.Kind, a.Purpose, a.DisplayNumber, a.PausedUntil, a.PauseReason, a.TemplatesPausedUntil)).ToListAsync(cancel);
        var notices = await db.Set<ChannelNotice>().AsNoTracking().OrderByDescending(n => n.At).Take(Page * 2)
            .Select(n => new NoticeRow(n.Id, n.Field, n.Summary, n.Raw, n.At)).ToListAsync(cancel);
        var given = db.Set<WorkItem>().AsNoTracking().Where(w => (int)w.State >= (int)WorkState.Done && w.State == WorkState.Dead);
        var letters = await given.OrderByDescending(w => w.DoneMs).ThenByDescending(w => w.Id).Take(deadLetters)
            .Select(w => new { w.Id, w.Kind, w.Lane, w.Body, w.Error, w.Attempts, w.CreatedMs }).ToListAsync(cancel);
        var dead = await given.Take(MostCounted).CountAsync(cancel);
        // What is only planned for later (a morning's summary, the end of a quiet period) waits for nothing.
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var due = await db.Set<WorkItem>()
            .Where(w => (int)w.State < (int)WorkState.Done && (w.DueMs <= now || w.State == WorkState.Leased || w.Attempts > 0)).Take(MostCounted).CountAsync(cancel);
        var uncertain = await db.Set<Outgoing>().Where(o => o.Delivery == Delivery.Uncertain).Take(MostCounted).CountAsync(cancel);
        var uncertainMessages = uncertain == 0 ? [] : await (
            from outgoing in db.Set<Outgoing>().AsNoTracking()
            where outgoing.Delivery == Delivery.Uncertain
            join message in db.Set<Message>() on outgoing.MessageId equals message.Id
            join conversation in db.Set<Conversation>() on message.ConversationId equals conversation.Id
            join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
            orderby outgoing.CreatedAt descending
            select new UncertainMessage(message.Id, conversation.Id, contact.Name == "" ? contact.Phone ?? "" : contact.Name, message.Author, message.Text, outgoing.CreatedAt))
            .Take(Page).ToListAsync(cancel);
        return new(
            accounts,
            [.. notices.Where(n => !IsQuarantine(n.Field)).Take(Page)],
            [.. notices.Where(n => IsQuarantine(n.Field)).Take(Page)],
            letters.ConvertAll(w => new DeadLetter(w.Id, w.Kind, w.Lane, w.Body, w.Error, w.Attempts, DateTimeOffset.FromUnixTimeMilliseconds(w.CreatedMs))),
            dead,
            due,
            uncertain,
            uncertainMessages);
    }

    private static bool IsQuarantine(string field) => field.StartsWith(Quarantine.Field, StringComparison.Ordinal);
}
