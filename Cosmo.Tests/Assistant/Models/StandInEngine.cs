using Cosmo.Core;
using Cosmo.Core.Assistant;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>A built-in engine that a test can foresee: a few words of three languages, and answers that no model gives.</summary>
internal sealed class StandInEngine : IUnderstanding, IComposer, ITranslator
{
    public static readonly Composition Composed = new("Built-in message", "built-in meaning", [], "built-in");
    public static readonly Translation Translated = new("Built-in translation", "built-in");

    public ValueTask<Understood> UnderstandAsync(CustomerTurn turn, CancellationToken cancel = default)
    {
        var words = turn.Text.ToLowerInvariant();
        var language = words.Contains("bestell") ? "de" : words.Contains("pedido") ? "es" : words.Contains("order") ? "en" : null;
        var asks = words.Contains("human") ? new Evidence("human", 1, 0.5) : null;
        return ValueTask.FromResult(
            new Understood(language ?? "en", language is not null, asks, null, null, SmallTalk.None, CaseTopic.General, "built-in"));
    }

    public ValueTask<Composition> ComposeAsync(ComposeRequest request, CancellationToken cancel = default) => ValueTask.FromResult(Composed);

    public ValueTask<Translation?> TranslateAsync(string text, string from, string to, CancellationToken cancel = default) =>
        ValueTask.FromResult<Translation?>(Translated);
}
