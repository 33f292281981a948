namespace Cosmo.Core.Work;

/// <summary>
/// Does internal work, and at once what follows from it: what becomes due now, in a lane where nothing stands, is done in
/// the same transaction and never becomes a row. From a customer's message to the log of who was told of it there are
/// four steps, and three of them would be written, claimed and ended for nothing (docs/performance.md).
/// </summary>
/// <remarks>
/// Only where one transaction writes at a time: elsewhere another could put something into the same lane meanwhile.
/// </remarks>
internal sealed class WorkSteps(WorkHandlers handlers)
{
    /// <summary>So much follows from one item at most; the rest becomes rows. Ours are four steps, and a few for each member.</summary>
    private const int MostFollowing = 32;

    /// <summary>Does one item, without what follows: that becomes rows of its own, which are tried again on their own.</summary>
    public async Task DoAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        await handlers.For(item).HandleAsync(change, item, cancel);
        await SaveAsync(change);
    }

    /// <summary>Does one item and what follows from it.</summary>
    /// <returns>How many steps followed.</returns>
    public async Task<int> DoAllAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var before = change.Work.Count;
        await handlers.For(item).HandleAsync(change, item, cancel);
        // What stands behind it in its own lane came before whatever follows from it.
        if (change.Work.Count == before || !await LaneSql.IsFreeAsync(change.Db, item.Lane, item.Id, cancel))
        {
            await SaveAsync(change);
            return 0;
        }

        // One transaction writes at a time: a lane that was free stays free until this one writes into it.
        var free = new HashSet<string> { item.Lane };
        var followed = await GoOnAsync(change, before, item, free, cancel) ? 1 : 0;
        await SaveAsync(change);
        for (var at = before; at < change.Work.Count && followed < MostFollowing;)
        {
            if (await FollowsAsync(change, at, item, free, cancel))
            {
                await DoAsync(change, Unwritten(change.Take(at), change.Now), cancel);
                followed++;
            }
            else
            {
                at++;
            }
        }

        return followed;
    }

    // Goes on with the rows that the item had in hand, instead of saving, forgetting and reading them again.
    private async Task<bool> GoOnAsync(Change change, int at, WorkItem item, HashSet<string> free, CancellationToken cancel)
    {
        if (change.Work[at].InHand is not { } hand || !await FollowsAsync(change, at, item, free, cancel))
            return false;
        if (!hand.MayBeUnsaved)
            await change.SaveAsync(CancellationToken.None);
        var next = Unwritten(change.Take(at), change.Now);
        await handlers.For(next).HandleAsync(change, next, cancel);
        return true;
    }

    private static async Task SaveAsync(Change change)
    {
        await change.SaveAsync(CancellationToken.None);
        change.Db.ChangeTracker.Clear();
    }

    private static async Task<bool> FollowsAsync(Change change, int at, WorkItem first, HashSet<string> free, CancellationToken cancel)
    {
        var work = change.Work[at];
        if (work is not { Kind.IsExternal: false, Due: null, DedupeKey: null })
            return false;
        for (var i = 0; i < at; i++)
        {
            if (change.Work[i].Lane == work.Lane)
                return false;
        }

        return free.Contains(work.Lane) || (await LaneSql.IsFreeAsync(change.Db, work.Lane, first.Id, cancel) && free.Add(work.Lane));
    }

    private static WorkItem Unwritten(NewWork work, DateTimeOffset now) =>
        new() { Lane = work.Lane, Kind = work.Kind.Name, Body = work.Body, CreatedMs = now.ToUnixTimeMilliseconds(), InHand = work.InHand };
}
