using Cosmo.Core.Live;

namespace Cosmo.Core.Notifications;

/// <summary>What rings on a member's open pages now.</summary>
/// <param name="Lines">The notices, oldest first.</param>
/// <param name="Sound">Whether the member wants to hear them.</param>
public sealed record Ring(IReadOnlyList<NoticeLine> Lines, bool Sound);

/// <summary>
/// Hands what waits for the browser to all open pages of a member: one read and one write however many pages there are, and none of
/// them misses what another was quicker to show.
/// </summary>
public sealed class FreshNotices(NotificationQueries queries, NotificationDesk desk, LiveFeed live, TimeProvider clock) : IDisposable
{
    private readonly SharedReads _shared = SharedReads.PerBeat(live, clock);

    /// <summary>Takes what waits; from then on it counts as shown. Pages that ask before anything else changes get the same again.</summary>
    /// <param name="memberId">Whose pages.</param>
    /// <param name="cancel">Stops this page's waiting only.</param>
    public Task<Ring> TakeAsync(Guid memberId, CancellationToken cancel = default) => _shared.GetAsync(memberId, () => TakeAsync(memberId), cancel);

    public void Dispose() => _shared.Dispose();

    private async Task<Ring> TakeAsync(Guid memberId)
    {
        var lines = await queries.WaitingAsync(memberId);
        if (lines.Count == 0)
            return new([], Sound: false);
        await desk.ShownAsync(memberId, [.. lines.Select(n => n.Id)]);
        return new(lines, (await queries.ChoicesAsync(memberId)).Sound);
    }
}
