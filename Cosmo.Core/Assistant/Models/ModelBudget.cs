using System.Globalization;
using Cosmo.Core.Channels;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// Counts what the model costs and stops asking it where the owner's limit for the day or the month is reached. Days and months are
/// those of UTC, as providers bill. What is already under way when a limit is reached still arrives and is counted.
/// </summary>
public sealed class ModelBudget(EngineSettings settings, IDbContextFactory<CosmoContext> contexts, Changes changes, TimeProvider clock)
{
    /// <summary>From this part of a limit on administrators are warned.</summary>
    public const decimal NearEnd = 0.8m;

    /// <summary>How the fields begin under which the health page finds what was told about money; the period follows.</summary>
    internal const string NoticeField = "assistant.spending";

    /// <summary>Whether the model may be asked now.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancel = default)
    {
        var engine = (await settings.ReadAsync(cancel)).Choice;
        if (engine is { DailyLimit: 0, MonthlyLimit: 0 })
            return true;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (day, month) = await CostsAsync(db, Today, cancel);
        return StateOf(engine, day, month) is not BudgetState.Reached;
    }

    /// <summary>Counts one answer; where it comes near a limit or reaches it, administrators find it on the health page, once.</summary>
    /// <param name="model">The model that gave it; another one may be chosen meanwhile.</param>
    /// <param name="tokens">What the answer took.</param>
    public async Task AddAsync(string model, TokenUse tokens, CancellationToken cancel = default)
    {
        var engine = (await settings.ReadAsync(cancel)).Choice;
        var micros = Micros(engine, tokens);
        await changes.RunAsync(
            async change =>
            {
                var today = DateOnly.FromDateTime(change.Now.UtcDateTime);
                // In one statement: two nodes that count at once must both be heard.
                var counted = await change.Db.Set<ModelUse>().Where(u => u.Day == today && u.Model == model).ExecuteUpdateAsync(
                    row => row.SetProperty(u => u.Read, u => u.Read + tokens.Read).SetProperty(u => u.Written, u => u.Written + tokens.Written)
                        .SetProperty(u => u.Micros, u => u.Micros + micros),
                    cancel);
                if (counted == 0)
                {
                    change.Db.Add(new ModelUse { Day = today, Model = model, Read = tokens.Read, Written = tokens.Written, Micros = micros });
                    await change.Db.SaveChangesAsync(cancel);
                }

                var (day, month) = await CostsAsync(change.Db, today, cancel);
                Warn(change, engine, "day", day, Money(micros), engine.DailyLimit);
                Warn(change, engine, "month", month, Money(micros), engine.MonthlyLimit);
            },
            cancel);
    }

    /// <summary>What so many tokens cost, in the owner's currency; null where no prices are known.</summary>
    public decimal? CostOf(TokenUse tokens) => settings.Last is { HasPrices: true } engine ? Money(Micros(engine, tokens)) : null;

    /// <summary>What so many tokens cost at these prices of a million.</summary>
    internal static decimal Cost(decimal readPrice, decimal writePrice, TokenUse tokens) => ((tokens.Read * readPrice) + (tokens.Written * writePrice)) / 1_000_000m;

    /// <summary>The same in millionths of the currency; 0 where no prices are known.</summary>
    internal long MicrosOf(TokenUse tokens) => Micros(settings.Last, tokens);

    /// <summary>The currency that the prices are in.</summary>
    public string Currency => settings.Last.Currency;

    /// <summary>What was spent; null where no model is connected.</summary>
    public async Task<ModelSpending?> ReadAsync(CancellationToken cancel = default)
    {
        var engine = (await settings.ReadAsync(cancel)).Choice;
        if (engine.Provider is AssistantProvider.BuiltIn)
            return null;
        var today = Today;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var uses = await Since(db, FirstOf(today)).AsNoTracking().ToListAsync(cancel);
        var (day, month) = (Sum(uses.FindAll(u => u.Day == today)), Sum(uses));
        var state = StateOf(engine, day.Cost, month.Cost);
        var opens = Reaches(month.Cost, engine.MonthlyLimit, 1) ? FirstOf(today).AddMonths(1) : today.AddDays(1);
        DateTimeOffset? until = state is BudgetState.Reached ? new(opens.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
        return new(
            engine.Model, engine.HasPrices, engine.Currency, day, month,
            engine.DailyLimit > 0 ? engine.DailyLimit : null, engine.MonthlyLimit > 0 ? engine.MonthlyLimit : null, state, until);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static IQueryable<ModelUse> Since(CosmoContext db, DateOnly day) => db.Set<ModelUse>().Where(u => u.Day >= day);

    // All models: a limit is not forgotten with a model's name.
    private static async Task<(decimal Day, decimal Month)> CostsAsync(CosmoContext db, DateOnly today, CancellationToken cancel) =>
        (Money(await Since(db, today).SumAsync(u => u.Micros, cancel)), Money(await Since(db, FirstOf(today)).SumAsync(u => u.Micros, cancel)));

    private static BudgetState StateOf(EngineChoice engine, decimal day, decimal month) =>
        Reaches(day, engine.DailyLimit, 1) || Reaches(month, engine.MonthlyLimit, 1) ? BudgetState.Reached
        : Reaches(day, engine.DailyLimit, NearEnd) || Reaches(month, engine.MonthlyLimit, NearEnd) ? BudgetState.Near
        : BudgetState.Free;

    private static bool Reaches(decimal cost, decimal limit, decimal part) => limit > 0 && cost >= limit * part;

    private static decimal Money(long micros) => micros / 1_000_000m;

    private static Spent Sum(List<ModelUse> uses) => new(new(uses.Sum(u => u.Read), uses.Sum(u => u.Written)), Money(uses.Sum(u => u.Micros)));

    // A part of a millionth counts as a whole one: the limit holds.
    private static long Micros(EngineChoice engine, TokenUse tokens) => (long)Math.Ceiling((tokens.Read * engine.ReadPrice) + (tokens.Written * engine.WritePrice));

    private static void Warn(Change change, EngineChoice engine, string period, decimal after, decimal added, decimal limit)
    {
        foreach (var (part, what) in new[] { (1m, "is reached: the built-in engine does the work"), (NearEnd, "is nearly reached") })
        {
            if (!Reaches(after, limit, part) || Reaches(after - added, limit, part))
                continue;
            var spent = string.Create(CultureInfo.InvariantCulture, $"{after:0.00####} of {limit:0.00####} {engine.Currency}");
            var summary = $"The spending limit of the {period} for the model {what} ({spent}).";
            var notice = new ChannelNotice { Field = $"{NoticeField}.{period}{(part < 1 ? "-near" : "")}", Summary = summary, Raw = spent, At = change.Now };
            change.Db.Add(notice);
            change.Tell(Topic.Channels);
            if (part == 1)
                Trouble.Tell(change, notice);
            return;
        }
    }
}
