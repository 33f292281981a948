using Cosmo.Bench.Servers;
using Cosmo.Bench.Traffic;

namespace Cosmo.Bench.Figures;

/// <summary>What a customer's message costs the processor, with everything that follows from it: understanding, tickets, answers, their statuses.</summary>
internal static class CpuFigures
{
    private const int CustomerCount = 2_000;

    /// <summary>One message of six is a customer's first: it opens a ticket, is acknowledged and notifies.</summary>
    private const int NewEvery = 6;

    private const int WarmUpSeconds = 30;

    /// <summary>The rate of the figures for webhooks: so much is written together that an idle server writes alone.</summary>
    private const int WebhookRate = 320;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var (seconds, rate) = (options.Seconds ?? 60, options.Rate ?? WebhookRate);
        Report.Say($"cpu: {rate} messages/s for {seconds} s");
        var limit = await BareAsync(rate, rate * Math.Min(seconds, 20));

        using var place = new Workspace();
        var customers = new Customers(rate * (seconds + WarmUpSeconds) / NewEvery + 1, NewEvery);
        await using var meta = await Meta.StartAsync(customers);
        await using var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder);
        await cosmo.WarmUpAsync(customers, rate * WarmUpSeconds);
        var before = cosmo.Process.ProcessorMs;
        var outcome = await Sender.SteadyAsync(cosmo.Webhook, customers, rate, rate * seconds);
        await cosmo.IdleAsync();
        await meta.DrainedAsync();
        await cosmo.IdleAsync();
        var each = (cosmo.Process.ProcessorMs - before) / outcome.Acknowledged.Count;
        report.Add("processor time per message", "ms", each, limit, "<= 2.5 ms", f => f.Measured <= 2.5);
    }

    private static async Task<double> BareAsync(int rate, int messages)
    {
        using var place = new Workspace();
        await using var bare = await BareServer.StartAsync(place.Folder);
        var (webhook, customers) = (new Uri(bare.Address, BareServer.WebhookPath), new Customers(CustomerCount));
        await Sender.SteadyAsync(webhook, customers, rate, rate * 5);
        var before = bare.ProcessorMs;
        var outcome = await Sender.SteadyAsync(webhook, customers, rate, messages);
        return (bare.ProcessorMs - before) / outcome.Acknowledged.Count;
    }
}
