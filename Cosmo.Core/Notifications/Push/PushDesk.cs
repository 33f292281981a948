using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications.Push;

/// <summary>What a person sees of a browser of theirs.</summary>
public sealed record PushBrowser(Guid Id, string Name, string Endpoint, DateTimeOffset CreatedAt, DateTimeOffset? SucceededAt);

/// <summary>The browsers that show what a member is told. Members see and change only their own.</summary>
public sealed class PushDesk(Changes changes, IDbContextFactory<CosmoContext> contexts, IOptions<SignInClock> clock)
{
    public static readonly Refusal WrongAddress = new("push.address", "This browser named no address that messages can be sent to.");
    public static readonly Refusal NotSignedIn = new("push.session", "This sign-in is over. Sign in again.");
    public static readonly Refusal NotYours = new("push.not-yours", "This browser belongs to somebody else's sign-in.");
    public static readonly Refusal Removed = new("push.removed", "You removed this browser. Switch it on again to use it.");
    public static readonly Refusal TooMany = new("push.too-many", "You have ten browsers already. Remove one that you no longer use.");

    /// <summary>The member's browsers, the newest first.</summary>
    public async Task<IReadOnlyList<PushBrowser>> OfAsync(Guid memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Pushes.Of(db, memberId, clock.Value.Clock.GetUtcNow()).AsNoTracking().OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id)
            .Select(s => new PushBrowser(s.Id, s.Browser, s.Endpoint, s.CreatedAt, s.SucceededAt)).ToListAsync(cancel);
    }

    /// <summary>A browser is to show what the member is told, for as long as the sign-in is open.</summary>
    /// <param name="sessionId">The sign-in of that browser.</param>
    /// <param name="address">What the browser named; null where that is no address.</param>
    /// <param name="browser">What to call it.</param>
    /// <param name="isChosen">A person asked for it. False where the browser says again what it said before.</param>
    /// <param name="replaces">The endpoint that the browser had before its maker gave it another; it must be the member's.</param>
    public Task<Refusal?> SubscribeAsync(
        Guid memberId, Guid sessionId, PushAddress? address, string browser, bool isChosen, string? replaces = null, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } refusal)
                return refusal;
            if (address is null)
                return WrongAddress;
            if (await change.Db.Set<SignInSession>().FindAsync([sessionId], cancel) is not { } session || session.MemberId != memberId)
                return NotSignedIn;
            if (replaces is not null)
            {
                if (await change.Db.Set<PushSubscription>().FirstOrDefaultAsync(s => s.Endpoint == replaces && s.MemberId == memberId, cancel) is not { } before)
                    return NotYours;
                if (before.Endpoint != address.Endpoint)
                    change.Db.Remove(before);
            }

            if (await change.Db.Set<PushSubscription>().FirstOrDefaultAsync(s => s.Endpoint == address.Endpoint, cancel) is { } known)
            {
                // Whoever only learned a colleague's endpoint must not take it from them.
                if (known.MemberId != memberId && !known.IsAt(address))
                    return NotYours;
                if (known.IsRemoved && known.MemberId == memberId && !isChosen)
                    return Removed;
                known.BelongTo(memberId, sessionId, address, browser, change.Now);
            }
            else if (await change.Db.Set<PushSubscription>().CountAsync(s => s.MemberId == memberId && !s.IsRemoved && s.Endpoint != replaces, cancel) >= PushSubscription.MostPerMember)
                return TooMany;
            else
                change.Db.Add(PushSubscription.Of(memberId, sessionId, address, browser, change.Now));

            if (isChosen)
                await ChooseAsync(change, memberId, cancel);
            if (change.Db.ChangeTracker.HasChanges())
                change.Tell(Topic.Notices(memberId));
            return null;
        },
        cancel);

    /// <summary>A browser on the member's list shows nothing any more; one that is gone already is no reason to refuse.</summary>
    public Task<Refusal?> RemoveAsync(Guid memberId, Guid subscriptionId, CancellationToken cancel = default) => ChangeAsync(
        memberId,
        async change =>
        {
            var theirs = await change.Db.Set<PushSubscription>().Where(s => s.MemberId == memberId && (s.IsRemoved || s.Id == subscriptionId)).OrderByDescending(s => s.Id).ToListAsync(cancel);
            theirs.Find(s => s.Id == subscriptionId)?.Remove();
            // Those that never came back to learn it are not kept for ever.
            change.Db.RemoveRange(theirs.Where(s => s.Id != subscriptionId).Skip(PushSubscription.MostPerMember));
        },
        cancel);

    /// <summary>A browser switched itself off.</summary>
    public Task<Refusal?> LeaveAsync(Guid memberId, string endpoint, CancellationToken cancel = default) => ChangeAsync(
        memberId,
        async change => change.Db.RemoveRange(await change.Db.Set<PushSubscription>().Where(s => s.MemberId == memberId && s.Endpoint == endpoint).ToListAsync(cancel)),
        cancel);

    private Task<Refusal?> ChangeAsync(Guid memberId, Func<Change, Task> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } refusal)
                return refusal;
            await decide(change);
            change.Tell(Topic.Notices(memberId));
            return null;
        },
        cancel);

    // Whoever switches it on wants to be told by it: of what rings on pages, until they choose otherwise.
    private static async Task ChooseAsync(Change change, Guid memberId, CancellationToken cancel)
    {
        if (await change.Db.Set<NotificationChoices>().FindAsync([memberId], cancel) is not { } choices)
            change.Db.Add(choices = new NotificationChoices { MemberId = memberId });
        NotificationEvent[] events = [.. Enum.GetValues<NotificationEvent>().Where(e => e is not NotificationEvent.Test)];
        if (Array.Exists(events, e => choices.For(e).HasFlag(Ways.Push)))
            return;
        foreach (var what in events.Where(e => choices.For(e).HasFlag(Ways.Browser)))
            choices.Choose(what, choices.For(what) | Ways.Push);
    }
}
