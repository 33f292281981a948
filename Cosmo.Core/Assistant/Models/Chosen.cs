namespace Cosmo.Core.Assistant.Models;

/// <summary>Reads with whichever engine is chosen at the moment.</summary>
internal sealed class ChosenReader(EngineRoom room, IUnderstanding builtIn) : IUnderstanding
{
    /// <summary>A model reads at the moment.</summary>
    public async ValueTask<bool> HasModelAsync(CancellationToken cancel) => await room.ModelAsync(cancel) is not null;

    public async ValueTask<Understood> UnderstandAsync(CustomerTurn turn, CancellationToken cancel = default) =>
        await (await room.ModelAsync(cancel) is { } model ? new ModelUnderstanding(model, builtIn) : builtIn).UnderstandAsync(turn, cancel);
}

/// <summary>Composes with whichever engine is chosen at the moment.</summary>
internal sealed class ChosenComposer(EngineRoom room, IComposer builtIn, IUnderstanding reader) : IComposer
{
    public async ValueTask<Composition> ComposeAsync(ComposeRequest request, CancellationToken cancel = default) =>
        await (await room.ModelAsync(cancel) is { } model ? new ModelComposer(model, builtIn, reader) : builtIn).ComposeAsync(request, cancel);
}

/// <summary>Translates with whichever engine is chosen at the moment.</summary>
internal sealed class ChosenTranslator(EngineRoom room, ITranslator builtIn, IUnderstanding reader) : ITranslator
{
    public async ValueTask<Translation?> TranslateAsync(string text, string from, string to, CancellationToken cancel = default) =>
        await (await room.ModelAsync(cancel) is { } model ? new ModelTranslator(model, builtIn, reader) : builtIn).TranslateAsync(text, from, to, cancel);
}
