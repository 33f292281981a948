using Cosmo.Bench.Servers;
using Cosmo.Bench.Traffic;

namespace Cosmo.Bench.Figures;

/// <summary>Memory after many messages, and how long the program then takes from its start until it is ready.</summary>
internal static class StartFigures
{
    private const int Messages = 20_000;
    private const int Starts = 7;

    /// <summary>Until the program has noticed that it rests, and has given memory back.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var rate = options.Rate ?? 320;
        Report.Say($"start: {Messages} messages at {rate}/s, then {Starts} starts");
        using var place = new Workspace();
        var customers = new Customers(2_000);
        await using var meta = await Meta.StartAsync(customers);
        var (busyMemory, memory) = (0.0, 0.0);
        // The first start makes the database, which no later one does.
        await using (var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder))
            report.Add("first start, empty folder", "s", cosmo.Process.StartTime.TotalSeconds);

        await using (var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder))
        {
            await Sender.SteadyAsync(cosmo.Webhook, customers, rate, Messages);
            await cosmo.IdleAsync();
            await meta.DrainedAsync();
            await cosmo.IdleAsync();
            busyMemory = cosmo.Process.MemoryMb;
            await Task.Delay(s_rest);
            memory = cosmo.Process.MemoryMb;
        }

        // One after the other, so that a busy moment of the machine meets both.
        var (starts, bares) = (new List<double>(), new List<double>());
        var bareMemory = 0.0;
        for (var i = 0; i < Starts; i++)
        {
            await using (var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder))
                starts.Add(cosmo.Process.StartTime.TotalSeconds);
            await using var bare = await BareServer.StartAsync(place.Folder);
            bares.Add(bare.StartTime.TotalSeconds);
            bareMemory = bare.MemoryMb;
        }

        report.Add("start to ready, median", "s", new Samples(starts).Median, new Samples(bares).Median, "<= 2 s", f => f.Measured <= 2);
        report.Add($"memory at the end of {Messages} messages", "MB", busyMemory);
        report.Add($"memory after {Messages} messages, {s_rest.TotalSeconds:0} s later", "MB", memory, bareMemory, "<= 200 MB", f => f.Measured <= 200);
    }
}
