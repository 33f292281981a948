using Cosmo.Bench.Servers;
using Cosmo.Bench.Traffic;

namespace Cosmo.Bench.Figures;

/// <summary>How fast webhooks are acknowledged, at a steady rate and as many as go; and whether all of them are there afterwards.</summary>
internal static class LoadFigures
{
    private const int CustomerCount = 2_000;
    private const int AtOnce = 128;

    /// <summary>
    /// Before the flood both servers have half a minute of ordinary traffic: a fifth of the flood's processor time was the
    /// compiler's otherwise, which a program that has run for a minute no longer needs.
    /// </summary>
    private const int WarmUpSeconds = 30;

    private const int WarmUpRate = 320;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var (seconds, rate) = (options.Seconds ?? 60, options.Rate ?? 320);
        await SteadyAsync(options, report, seconds, rate);
        await SaturatedAsync(options, report, TimeSpan.FromSeconds(Math.Min(seconds, 15)));
    }

    private static async Task SteadyAsync(BenchOptions options, Report report, int seconds, int rate)
    {
        Report.Say($"load: {rate} messages/s for {seconds} s");
        var bare = await BareAsync(server => Sender.SteadyAsync(server, new(CustomerCount), rate, rate * Math.Min(seconds, 15)));

        using var place = new Workspace();
        var customers = new Customers(CustomerCount);
        await using var meta = await Meta.StartAsync(customers);
        await using var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder);
        await cosmo.WarmUpAsync(customers, 300);
        var before = cosmo.StoredIds().ToHashSet();
        var outcome = await Sender.SteadyAsync(cosmo.Webhook, customers, rate, rate * seconds);
        await cosmo.IdleAsync();
        await meta.DrainedAsync();
        await cosmo.IdleAsync();

        var stored = cosmo.StoredIds().Where(id => !before.Contains(id)).ToList();
        report.Add("acknowledgement, p50", "ms", outcome.Latencies.Median, bare.Latencies.Median, "<= 5 ms", f => f.Measured <= 5);
        report.Add("acknowledgement, p99", "ms", outcome.Latencies.P99, bare.Latencies.P99, "<= 50 ms", f => f.Measured <= 50);
        report.Add("acknowledgement, longest", "ms", outcome.Latencies.Most, bare.Latencies.Most);
        report.Add("answers other than 200", "", outcome.Refused, null, "0", f => f.Measured == 0);
        report.Add("acknowledged but not stored", "", outcome.Acknowledged.Except(stored).Count(), null, "0", f => f.Measured == 0);
        report.Add("stored twice", "", stored.Count - stored.Distinct().Count(), null, "0", f => f.Measured == 0);
        report.Add("work given up", "", cosmo.DeadWork, null, "0", f => f.Measured == 0);
        report.Add("answers delivered", "", cosmo.Answers);
    }

    private static async Task SaturatedAsync(BenchOptions options, Report report, TimeSpan time)
    {
        Report.Say($"load: {AtOnce} webhooks at once for {time.TotalSeconds:0} s");
        using var place = new Workspace();
        var customers = new Customers(CustomerCount);
        await using var meta = await Meta.StartAsync(customers);
        await using var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder);
        await Sender.SteadyAsync(cosmo.Webhook, customers, WarmUpRate, WarmUpRate * WarmUpSeconds);
        await cosmo.IdleAsync();
        var outcome = await Sender.SaturateAsync(cosmo.Webhook, customers, AtOnce, time);
        var bare = await BareAsync(
            server => Sender.SaturateAsync(server, new(CustomerCount), AtOnce, time), WarmUpRate, WarmUpRate * WarmUpSeconds);
        report.Add("saturated, acknowledged", "/s", outcome.PerSecond, bare.PerSecond, ">= 0.5 x", f => f.Ratio >= 0.5);
        report.Add("saturated, p99", "ms", outcome.Latencies.P99, bare.Latencies.P99);
        report.Add("saturated, answers other than 200", "", outcome.Refused);
    }

    private static async Task<Outcome> BareAsync(Func<Uri, Task<Outcome>> load, int warmUpRate = 300, int warmUp = 600)
    {
        using var place = new Workspace();
        await using var bare = await BareServer.StartAsync(place.Folder);
        var webhook = new Uri(bare.Address, BareServer.WebhookPath);
        await Sender.SteadyAsync(webhook, new(CustomerCount), warmUpRate, warmUp);
        return await load(webhook);
    }
}
