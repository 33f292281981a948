using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cosmo.Tests.Work;

/// <summary>What the queue asks on every message costs the same however long a lane is: both databases say how they would look it up.</summary>
public sealed partial class ClaimPlanTests
{
    private const int LaneLength = 50_000;
    private static readonly WorkKind Kind = WorkKind.Internal("test");

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_lane_of_fifty_thousand_is_never_scanned_or_sorted(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await core.Get<WorkIntake>().AcceptAsync([.. Enumerable.Range(0, LaneLength).Select(i => new NewWork(Kind, "huge", $"{i}")), new(Kind, "small", "one")]);
        // PostgreSQL decides by what it has counted. Before its first count it may sort the few rows of an index of heads or leases, never the lane.
        await AssertPlansAsync(core, maySortHeads: provider is StorageProvider.Postgres);
        await core.ReadAsync(db => db.Database.ExecuteSqlRawAsync("ANALYZE work"));
        await AssertPlansAsync(core, maySortHeads: false);
    }

    private static async Task AssertPlansAsync(CoreFixture core, bool maySortHeads)
    {
        await using var db = core.Database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var statements = await StatementsAsync(db, async () =>
        {
            var now = core.Clock.Now.ToUnixTimeMilliseconds();
            var heads = await WorkSql.ClaimAsync(db, external: false, 64, now, CancellationToken.None);
            Assert.Equal(["0", "one"], heads.Select(h => h.Body));
            Assert.Empty(await WorkSql.ClaimAsync(db, external: true, 16, now, CancellationToken.None));
            Assert.Empty(await WorkSql.ExpiredAsync(db, now, 16, CancellationToken.None));
            await WorkSql.FinishAsync(db, heads, now, CancellationToken.None);
            await LaneSql.SettleAsync(db, [], heads.Select(h => h.Lane), now, CancellationToken.None);
        });
        var asked = statements.Where(s => s.Contains("work WHERE", StringComparison.Ordinal) || s.Contains("FROM work", StringComparison.Ordinal)
            || s.StartsWith("UPDATE work", StringComparison.Ordinal)).ToList();
        Assert.Contains(asked, s => s.Contains("ORDER BY due_ms, id", StringComparison.Ordinal));
        Assert.Contains(asked, s => s.Contains("SET state = 0", StringComparison.Ordinal));
        foreach (var statement in asked)
        {
            var plan = await PlanAsync(core, db, statement);
            string[] expensive = maySortHeads && plan.Contains("ix_work_", StringComparison.Ordinal) ? ["Seq Scan"] : ["Seq Scan", "Sort", "SCAN", "TEMP B-TREE"];
            Assert.True(!Array.Exists(expensive, word => plan.Contains(word, StringComparison.Ordinal)), $"{statement}\n{plan}");
            Assert.Contains("INDEX", plan.ToUpperInvariant().Replace("INTEGER PRIMARY KEY", "INDEX", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        await transaction.RollbackAsync();
    }

    /// <summary>What reaches the database while this runs, with its values in place.</summary>
    private static async Task<IReadOnlyCollection<string>> StatementsAsync(CosmoContext db, Func<Task> run)
    {
        var heard = new ConcurrentDictionary<string, bool>();
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            SQLitePCL.raw.sqlite3_trace(sqlite.Handle, (_, sql) => heard[sql.Trim()] = true, null);
            await run();
            SQLitePCL.raw.sqlite3_trace(sqlite.Handle, (SQLitePCL.strdelegate_trace?)null, null);
            return [.. heard.Keys];
        }

        using var mine = new Activity("what the queue asks").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Tests that run beside this one are heard too.
                if (activity.TraceId == mine.TraceId && activity.TagObjects.FirstOrDefault(t => t.Key is "db.query.text" or "db.statement").Value is string sql)
                    heard[sql.Trim()] = true;
            },
        };
        ActivitySource.AddActivityListener(listener);
        await run();
        return [.. heard.Keys];
    }

    private static async Task<string> PlanAsync(CoreFixture core, CosmoContext db, string statement)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = (db.Database.IsNpgsql() ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + statement;
        foreach (var name in ParameterName().Matches(statement).Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, name.StartsWith("@l", StringComparison.Ordinal) ? "huge" : name == "@most" ? 64 : core.Clock.Now.ToUnixTimeMilliseconds());
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(Convert.ToString(reader.GetValue(reader.FieldCount - 1), CultureInfo.InvariantCulture) ?? "");
        return string.Join('\n', lines);
    }

    [GeneratedRegex("@[a-z]+[0-9]*")]
    private static partial Regex ParameterName();
}
