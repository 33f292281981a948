using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Cosmo.Bench.Servers;
using Cosmo.Bench.Traffic;
using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Bench.Micro;

/// <summary>The parts of the way of a message that only compute.</summary>
[MemoryDiagnoser]
public class MicroBenchmarks
{
    private const string Text = "El producto llegó roto, necesito devolverlo";
    private readonly LanguageDetector _languages = new();
    private readonly BuiltInUnderstanding _understanding = new(new LanguageDetector());
    private readonly Webhook _hook = new Customers(1).Next();

    /// <summary>Runs the benchmarks.</summary>
    /// <param name="arguments">Options of BenchmarkDotNet.</param>
    internal static void Run(string[] arguments) => BenchmarkRunner.Run<MicroBenchmarks>(args: arguments);

    [Benchmark]
    public LanguageGuess Language() => _languages.Detect(Text, null);

    [Benchmark]
    public Understood Understanding() => _understanding.Understand(new CustomerTurn(Text, "es"));

    [Benchmark]
    public bool Signature() => WhatsAppSignature.Matches(Meta.Secret, _hook.Body, _hook.Signature);

    [Benchmark]
    public int Envelope() => WhatsAppEnvelope.Read(_hook.Body).Count;
}
