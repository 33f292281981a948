using Cosmo.Bench;
using Cosmo.Bench.Evaluation;
using Cosmo.Bench.Figures;
using Cosmo.Bench.Micro;
using Cosmo.Bench.Servers;
using Cosmo.Bench.Training;

if (args is ["bare", var address, var folder])
{
    await BareServer.RunAsync(address, folder);
    return 0;
}

if (args is ["micro", .. var filter])
{
    MicroBenchmarks.Run(filter);
    return 0;
}

if (args is ["eval", .. var files])
{
    if (EvaluationOptions.Read(files) is not { } evaluation)
    {
        Console.Error.WriteLine(EvaluationOptions.Usage);
        return 2;
    }

    await EvaluationReport.RunAsync(evaluation, Console.Out);
    return 0;
}

if (args is ["train", .. var training])
{
    if (training is not [var sentences, var weights, .. var labelled])
    {
        Console.Error.WriteLine(TrainCommand.Usage);
        return 2;
    }

    TrainCommand.Run(sentences, weights, labelled);
    return 0;
}

if (BenchOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

var report = new Report(options.Json);
foreach (var (name, run) in new (string, Func<BenchOptions, Report, Task>)[]
{
    ("load", LoadFigures.RunAsync),
    ("live", LiveFigures.RunAsync),
    ("cpu", CpuFigures.RunAsync),
    ("start", StartFigures.RunAsync),
    ("scale", ScaleFigures.RunAsync),
})
{
    if (options.Command == name || options.Command == "all")
        await run(options, report);
}

report.Write();
return 0;
