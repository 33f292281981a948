using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Work;

/// <summary>Takes away rows of work that was done long ago, a few at a time. Dead letters stay until somebody looks.</summary>
public sealed class WorkSweeper(IDbContextFactory<CosmoContext> contexts, WriteGate gate, TimeProvider clock, ILogger<WorkSweeper> log) : BackgroundService
{
    /// <summary>What came in from outside is kept as long as a provider may send it again (Meta: 7 days), and well beyond.</summary>
    public static readonly TimeSpan KeepIncoming = TimeSpan.FromDays(30);

    /// <summary>Everything else that is done.</summary>
    public static readonly TimeSpan KeepOther = TimeSpan.FromDays(2);

    /// <summary>Kinds of work that came from outside start with this.</summary>
    public const string IncomingPrefix = "in.";

    private const int RowsAtOnce = 500;
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    /// <summary>One pass: removes at most a thousand rows.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        using var turn = await gate.EnterAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var gone = await WorkSql.SweepAsync(db, IncomingPrefix, only: true, (now - KeepIncoming).ToUnixTimeMilliseconds(), RowsAtOnce, cancel)
            + await WorkSql.SweepAsync(db, IncomingPrefix, only: false, (now - KeepOther).ToUnixTimeMilliseconds(), RowsAtOnce, cancel);
        await transaction.CommitAsync(cancel);
        return gone;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    while (await SweepAsync(stoppingToken) >= RowsAtOnce)
                        await Task.Yield();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "Old work could not be removed; trying again in a minute");
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }   // the program is stopping
    }
}
