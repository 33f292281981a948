namespace Cosmo.Core.Work;

/// <summary>What an outside call brought, to be written down.</summary>
/// <param name="item">The leased item.</param>
/// <param name="outcome">Writes it down.</param>
/// <param name="written">Called when it is on disk, or was given up: the place is free.</param>
internal sealed class CallRecord(WorkItem item, RecordOutcome outcome, Action written)
{
    /// <summary>How often others may have saved the same rows first.</summary>
    private const int MostTries = 5;

    private int _tries;

    public WorkItem Item => item;
    public RecordOutcome Outcome => outcome;

    /// <summary>True while its end is being told to whoever waits for it.</summary>
    public bool IsTelling { get; set; }

    /// <summary>Telling of its end failed: it ends untold, or it would never end.</summary>
    public bool EndsUntold { get; set; }

    public void Written() => written();

    /// <summary>False when it was tried often enough.</summary>
    public bool TryAgain() => ++_tries < MostTries;
}
