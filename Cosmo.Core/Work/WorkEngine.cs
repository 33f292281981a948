using System.Diagnostics;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Work;

/// <summary>
/// Does what is due: rounds of <see cref="WorkRounds"/>, which write, and rounds of <see cref="ExternalCalls"/>, which
/// lease and call. A loop waits for a signal, and asks the database now and then when none comes.
/// </summary>
public sealed class WorkEngine : BackgroundService
{
    /// <summary>How long a call may take before others believe the worker dead: three times the longest HTTP time-out.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>How often the database is asked when no signal comes.</summary>
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Rounds that do not fill themselves begin at most so often: what comes meanwhile shares one commit instead of
    /// having one each, which is most of what a small piece of work costs.
    /// </summary>
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(25);

    /// <summary>The pace while a flood comes in: what is not on disk yet goes before what is.</summary>
    private static readonly TimeSpan s_paceInFlood = TimeSpan.FromMilliseconds(100);

    private const int WorkersOnPostgres = 2;

    private readonly IDbContextFactory<CosmoContext> _contexts;
    private readonly WriteGate _gate;
    private readonly WorkSignal _signal;
    private readonly WorkIntake _intake;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _clock;
    private readonly ILogger<WorkEngine> _log;
    private readonly WorkRounds _rounds;
    private readonly ExternalCalls _calls;

    public WorkEngine(
        IDbContextFactory<CosmoContext> contexts, WriteGate gate, WorkSignal signal, Changes changes, WorkIntake intake,
        IEnumerable<IWorkHandler> handlers, IEnumerable<IExternalWorkHandler> externalHandlers,
        IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<WorkEngine> log)
    {
        (_contexts, _gate, _signal, _intake, _lifetime, _clock, _log) = (contexts, gate, signal, intake, lifetime, clock, log);
        var rooms = new WorkHandlers(handlers, externalHandlers);
        var failed = new FailedWork(contexts, changes, rooms, clock, log);
        _rounds = new(contexts, gate, changes, intake, rooms, failed, clock, log);
        _calls = new(contexts, gate, signal, changes, rooms, _rounds, failed, clock, log);
    }

    /// <summary>Does everything that is due, until nothing is left; for tests and orderly shutdowns.</summary>
    public async Task RunUntilIdleAsync(CancellationToken cancel = default)
    {
        int done;
        do
        {
            done = (await _rounds.DoAsync(cancel)).Done + (await _calls.StartAsync(cancel)).Done;
            await _calls.EndedAsync();
        }
        while (done > 0 || _rounds.HasRecords);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        async () =>
        {
            try
            {
                await _lifetime.StartedAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;   // the host never came up
            }

            if (_gate.HasOneWriter)
                await ReleaseOwnLeasesAsync(stoppingToken);
            var workers = Enumerable.Range(0, _gate.HasOneWriter ? 1 : WorkersOnPostgres)
                .Select(_ => LoopAsync(_rounds.DoAsync, external: false, stoppingToken))
                .Append(LoopAsync(_calls.StartAsync, external: true, stoppingToken));
            await Task.WhenAll(workers);
            // What was called is written down before the process ends.
            await _calls.EndedAsync();
            while (_rounds.HasRecords)
                await _rounds.RecordAsync();
        },
        CancellationToken.None);

    private async Task LoopAsync(Func<CancellationToken, Task<Round>> round, bool external, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var began = Stopwatch.GetTimestamp();
                var (done, full) = await round(cancel);
                if (done == 0)
                    await _signal.WaitAsync(external, s_poll, cancel);
                else if (_intake.IsFlooded)
                    await RestAsync(began, s_paceInFlood, cancel);
                else if (!full)
                    await RestAsync(began, s_pace, cancel);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _log.LogError(e, "A round of work failed; trying again");
                await Task.Delay(s_poll, _clock, CancellationToken.None);
            }
        }
    }

    // The machine's time, not the clock of the business: a pace has nothing to do with what is due.
    private static Task RestAsync(long began, TimeSpan pace, CancellationToken cancel) =>
        pace - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest ? Task.Delay(rest, cancel) : Task.CompletedTask;

    // One node: whatever is leased when it starts was leased by the process that died.
    private async Task ReleaseOwnLeasesAsync(CancellationToken cancel)
    {
        using var turn = await _gate.EnterAsync(cancel);
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        await db.Set<WorkItem>().Where(w => w.State == WorkState.Leased).ExecuteUpdateAsync(s => s.SetProperty(w => w.LeaseMs, 0), cancel);
    }
}

/// <summary>What a round did.</summary>
/// <param name="Done">Items that were done, put off or begun.</param>
/// <param name="Full">True where it ended because it held enough: there may be more.</param>
internal readonly record struct Round(int Done, bool Full);

/// <summary>Who does which kind of work.</summary>
internal sealed class WorkHandlers(IEnumerable<IWorkHandler> handlers, IEnumerable<IExternalWorkHandler> externalHandlers)
{
    private readonly Dictionary<string, IWorkHandler> _handlers = handlers.ToDictionary(h => h.Kind.Name);
    private readonly Dictionary<string, IExternalWorkHandler> _externalHandlers = externalHandlers.ToDictionary(h => h.Kind.Name);

    /// <exception cref="InvalidOperationException">Nobody does this kind: it was made by another version of the program.</exception>
    public IWorkHandler For(WorkItem item) => _handlers.GetValueOrDefault(item.Kind) ?? throw Nobody(item);

    /// <exception cref="InvalidOperationException">Nobody does this kind: it was made by another version of the program.</exception>
    public IExternalWorkHandler ExternalFor(WorkItem item) => FindExternal(item) ?? throw Nobody(item);

    public IExternalWorkHandler? FindExternal(WorkItem item) => _externalHandlers.GetValueOrDefault(item.Kind);

    /// <summary>Tells whoever waits for an item that it becomes a dead letter with this change.</summary>
    public Task GiveUpAsync(Change change, WorkItem item) =>
        FindExternal(item)?.GiveUpAsync(change, item)
        ?? _handlers.GetValueOrDefault(item.Kind)?.GiveUpAsync(change, item)
        ?? Task.CompletedTask;

    /// <summary>Asks whoever does it whether it may be tried once more, and lets them prepare it.</summary>
    public Task<Refusal?> ReviveAsync(Change change, WorkItem item) =>
        FindExternal(item)?.ReviveAsync(change, item)
        ?? _handlers.GetValueOrDefault(item.Kind)?.ReviveAsync(change, item)
        ?? Task.FromResult<Refusal?>(null);

    public WorkKind KindOf(WorkItem item) =>
        item.IsExternal ? FindExternal(item)?.Kind ?? WorkKind.External(item.Kind)
        : _handlers.GetValueOrDefault(item.Kind)?.Kind ?? WorkKind.Internal(item.Kind);

    private static InvalidOperationException Nobody(WorkItem item) => new($"No handler for work of kind '{item.Kind}'.");
}
