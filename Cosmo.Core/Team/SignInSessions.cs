using System.Collections.Concurrent;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Team;

/// <summary>The clock of sign-ins. The sandbox moves the program's clock, and nobody should lose a session by that.</summary>
public sealed class SignInClock
{
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}

/// <summary>Opens, checks and ends sign-ins. An ended one is told at once, to every node.</summary>
public sealed class SignInSessions : IDisposable
{
    /// <summary>A session that was looked up is believed for so long, unless it is told that it ended.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private const int MostKnown = 10_000;
    private static readonly TimeSpan s_seenEvery = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _known = new();
    private readonly IDbContextFactory<CosmoContext> _contexts;
    private readonly Changes _changes;
    private readonly TimeProvider _clock;
    private readonly IDisposable _tap;
    private long _told;

    public SignInSessions(IDbContextFactory<CosmoContext> contexts, Changes changes, LiveFeed live, IOptions<SignInClock> clock)
    {
        (_contexts, _changes, _clock) = (contexts, changes, clock.Value.Clock);
        _tap = live.Tap(topic =>
        {
            if (topic.SessionId is not { } id)
                return;
            Interlocked.Increment(ref _told);   // before: whoever reads at this moment must see that something was told
            _known.TryRemove(id, out _);
        });
    }

    /// <summary>A member has proven who they are.</summary>
    /// <returns>The id that the cookie is to carry.</returns>
    public async Task<Guid> BeginAsync(Guid memberId, string address, string browser, CancellationToken cancel = default)
    {
        var now = _clock.GetUtcNow();
        var session = new SignInSession { MemberId = memberId, CreatedAt = now, SeenAt = now, Address = Short(address), Browser = Short(browser) };
        await _changes.RunAsync(
            async change =>
            {
                var over = now - SignInSession.Life;
                change.Db.RemoveRange(await change.Db.Set<SignInSession>().Where(s => s.MemberId == memberId && s.CreatedAt <= over).ToListAsync(cancel));
                change.Db.Add(session);
            },
            cancel);
        return session.Id;
    }

    /// <summary>Whether the session is open and its member may still be here. Asks the database at most every <see cref="Believed"/>.</summary>
    public async Task<bool> IsOpenAsync(Guid sessionId, Guid memberId, CancellationToken cancel = default)
    {
        var now = _clock.GetUtcNow();
        if (_known.TryGetValue(sessionId, out var looked) && now - looked < Believed)
            return true;
        if (_known.Count > MostKnown)
            _known.Clear();
        var told = Interlocked.Read(ref _told);
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var session = await db.Set<SignInSession>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == sessionId && s.MemberId == memberId, cancel);
        if (session?.IsOpen(now) is not true || !await db.Set<Member>().AnyAsync(m => m.Id == memberId && m.IsActive, cancel))
            return false;

        // Believed only once it was read, or whoever asks meanwhile would be let in by a session that is over. An end that was told
        // while it was read takes the belief away again.
        _known[sessionId] = now;
        if (Interlocked.Read(ref _told) != told)
            _known.TryRemove(sessionId, out _);

        if (now - session.SeenAt > s_seenEvery)
            await _changes.RunAsync(async change => (await change.Db.Set<SignInSession>().FindAsync([sessionId], cancel))?.SeenAt = now, cancel);
        return true;
    }

    /// <summary>The member's open sessions, the latest used first.</summary>
    public async Task<IReadOnlyList<SignInSession>> OfAsync(Guid memberId, CancellationToken cancel = default)
    {
        var over = _clock.GetUtcNow() - SignInSession.Life;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await db.Set<SignInSession>().AsNoTracking().Where(s => s.MemberId == memberId && s.CreatedAt > over)
            .OrderByDescending(s => s.SeenAt).ThenByDescending(s => s.CreatedAt).ToListAsync(cancel);
    }

    /// <summary>Ends one session of the member; whatever is open by it closes.</summary>
    public Task EndAsync(Guid sessionId, Guid memberId, CancellationToken cancel = default) =>
        _changes.RunAsync(change => EndAsync(change, memberId, s => s.Id == sessionId, cancel), cancel);

    /// <summary>The same, inside a change that is under way.</summary>
    public static Task EndAsync(Change change, Guid memberId, Guid sessionId, CancellationToken cancel) =>
        EndAsync(change, memberId, s => s.Id == sessionId, cancel);

    /// <summary>Ends every session of the member but the one named.</summary>
    public Task EndAllAsync(Guid memberId, Guid? except = null, CancellationToken cancel = default) =>
        _changes.RunAsync(change => EndAllAsync(change, memberId, except, cancel), cancel);

    /// <summary>The same, inside a change that is under way.</summary>
    public static Task EndAllAsync(Change change, Guid memberId, Guid? except, CancellationToken cancel) =>
        EndAsync(change, memberId, s => s.Id != except, cancel);

    /// <summary>Something about the member changed that open pages carry with them: they look at once whether they may stay.</summary>
    public static async Task LookAgainAsync(Change change, Guid memberId, CancellationToken cancel)
    {
        foreach (var id in await change.Db.Set<SignInSession>().Where(s => s.MemberId == memberId).Select(s => s.Id).ToListAsync(cancel))
            change.Tell(Topic.Session(id));
    }

    public void Dispose() => _tap.Dispose();

    private static async Task EndAsync(Change change, Guid memberId, Func<SignInSession, bool> which, CancellationToken cancel)
    {
        foreach (var session in (await change.Db.Set<SignInSession>().Where(s => s.MemberId == memberId).ToListAsync(cancel)).Where(which))
        {
            change.Db.Remove(session);
            change.Tell(Topic.Session(session.Id));
        }
    }

    private static string Short(string text) => Cut.To(text, SignInSession.LongestText);
}
