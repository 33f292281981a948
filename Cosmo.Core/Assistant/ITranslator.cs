namespace Cosmo.Core.Assistant;

/// <summary>A text in another language, and the engine that put it there.</summary>
/// <param name="Text">Null where a model was asked, and nobody could translate all of it.</param>
/// <param name="Engine">"built-in" or the model's name.</param>
public sealed record Translation(string? Text, string Engine)
{
    /// <summary>What a model was asked for it; null where none was.</summary>
    public ModelWork? Work { get; init; }
}

/// <summary>Translates what customers write for the team. Built in (phrasebook only), or by a model.</summary>
public interface ITranslator
{
    /// <summary>The text in another language, or null (or a translation without a text) where this engine cannot translate all of it: half a translation misleads.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="from">ISO 639-1 code of its language.</param>
    /// <param name="to">ISO 639-1 code of the wanted language.</param>
    /// <param name="cancel">Stops waiting.</param>
    ValueTask<Translation?> TranslateAsync(string text, string from, string to, CancellationToken cancel = default);
}
