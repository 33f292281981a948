namespace Cosmo.Core.Work;

/// <summary>What sort of work something is, and how often it is tried.</summary>
/// <param name="Name">Kept with every row; never renamed.</param>
/// <param name="IsExternal">True where the work calls the outside world: it is leased, called and recorded one by one.</param>
/// <param name="MostAttempts">After so many failures the row is a dead letter and waits for a person.</param>
/// <param name="FirstDelay">Pause after the first failure; it doubles with each one.</param>
public sealed record WorkKind(string Name, bool IsExternal, int MostAttempts, TimeSpan FirstDelay)
{
    /// <summary>No pause is longer than this.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    /// <summary>Work inside the database: what fails there fails fast, or is wrong for good.</summary>
    public static WorkKind Internal(string name) => new(name, IsExternal: false, MostAttempts: 6, TimeSpan.FromMilliseconds(250));

    /// <summary>Work that calls a provider.</summary>
    public static WorkKind External(string name, int mostAttempts = 8) => new(name, IsExternal: true, mostAttempts, TimeSpan.FromSeconds(1));

    /// <summary>How long to wait after the given number of failures, spread by a fifth so that many rows do not return at once.</summary>
    /// <param name="attempts">Failures so far, from 1.</param>
    /// <param name="chance">0 to 1.</param>
    public TimeSpan DelayAfter(int attempts, double chance)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(attempts - 1, 20));
        return (delay < LongestDelay ? delay : LongestDelay) * (0.8 + chance * 0.4);
    }
}

/// <summary>Work to be accepted.</summary>
/// <param name="Lane">Items of one lane are done one after the other.</param>
/// <param name="Body">What the handler needs.</param>
/// <param name="DedupeKey">Accepted once per key; null where it does not matter.</param>
/// <param name="Due">Not before; null for at once.</param>
public sealed record NewWork(WorkKind Kind, string Lane, string Body, string? DedupeKey = null, DateTimeOffset? Due = null)
{
    /// <summary>Longest lane, in characters.</summary>
    public const int LongestLane = 300;

    /// <summary>What whoever makes it due has in hand already; null where nothing is.</summary>
    public InHand? InHand { get; init; }
}

/// <summary>
/// Rows that whoever makes work due hands to whoever does it, where both share a transaction (<see cref="WorkSteps"/>). It is
/// never written: work that became a row reads them again.
/// </summary>
/// <param name="Rows">Tracked by the context of the change.</param>
/// <param name="MayBeUnsaved">The work asks the database for nothing that the step before it has added.</param>
public sealed record InHand(object Rows, bool MayBeUnsaved);

/// <summary>What became of one turn of work.</summary>
/// <param name="Due">Null: done. Otherwise it is tried again at that instant.</param>
/// <param name="Reason">Why again.</param>
/// <param name="Counts">Whether this was a failure that counts towards giving up; waiting for a pause is none.</param>
public readonly record struct WorkOutcome(DateTimeOffset? Due, string? Reason, bool Counts)
{
    public static readonly WorkOutcome Done;

    public static WorkOutcome WaitUntil(DateTimeOffset due, string reason) => new(due, reason, Counts: false);

    public static WorkOutcome RetryAt(DateTimeOffset due, string reason) => new(due, reason, Counts: true);
}

/// <summary>Does work that touches only the database: claim, effects and done are one transaction.</summary>
public interface IWorkHandler
{
    WorkKind Kind { get; }

    /// <summary>Does it. An exception undoes everything, and the item is tried again with back-off.</summary>
    Task HandleAsync(Change change, WorkItem item, CancellationToken cancel);

    /// <summary>It was tried often enough and becomes a dead letter with this change: whoever waits for it is to know.</summary>
    Task GiveUpAsync(Change change, WorkItem item) => Task.CompletedTask;

    /// <summary>A person wants it tried once more.</summary>
    /// <returns>Null where it is; else why that would do nothing, or harm.</returns>
    Task<Refusal?> ReviveAsync(Change change, WorkItem item) => Task.FromResult<Refusal?>(null);
}

/// <summary>Writes down what an outside call brought, in the transaction that ends the item.</summary>
public delegate Task<WorkOutcome> RecordOutcome(Change change);

/// <summary>What a leased item needs: a call after the commit, or none.</summary>
/// <param name="Call">Calls, outside any transaction, and returns how to write down what came of it; null where nothing is to be called.</param>
/// <param name="Outcome">Without a call: whether it is over, or when to look again.</param>
public readonly record struct ExternalStep(Func<Task<RecordOutcome>>? Call, WorkOutcome Outcome)
{
    /// <summary>It is called. Never cancelled: whoever stops a call that has begun no longer knows what it did.</summary>
    public static ExternalStep Calls(Func<Task<RecordOutcome>> call) => new(call, default);

    /// <summary>It ends, or waits, without a call.</summary>
    public static ExternalStep Ends(WorkOutcome outcome) => new(null, outcome);
}

/// <summary>Does work that calls the outside world: leased, called, recorded.</summary>
public interface IExternalWorkHandler
{
    WorkKind Kind { get; }

    /// <summary>
    /// Looks, in the transaction that leases the item, whether and what to call. What it writes is on disk before the call.
    /// </summary>
    Task<ExternalStep> BeginAsync(Change change, WorkItem item);

    /// <summary>
    /// True where what a call brought is written down even after its lease was lost and settled: what the provider said
    /// stays true. Anything else has been done by another worker by then.
    /// </summary>
    bool RecordsLate => false;

    /// <summary>The lease ran out and nobody knows how far the call came.</summary>
    Task<WorkOutcome> LoseAsync(Change change, WorkItem item);

    /// <summary>It was tried often enough and becomes a dead letter with this change: whoever waits for it is to know.</summary>
    Task GiveUpAsync(Change change, WorkItem item) => Task.CompletedTask;

    /// <summary>A person wants it tried once more.</summary>
    /// <returns>Null where it is; else why that would do nothing, or harm.</returns>
    Task<Refusal?> ReviveAsync(Change change, WorkItem item) => Task.FromResult<Refusal?>(null);
}
