namespace Cosmo.Core.Assistant;

/// <summary>A text in another language, and the engine that put it there.</summary>
public sealed record Translation(string Text, string Engine);

/// <summary>Translates what customers write for the team. Built in (phrasebook only), or by a model.</summary>
public interface ITranslator
{
    /// <summary>The text in another language, or null where this engine cannot translate all of it: half a translation misleads.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="from">ISO 639-1 code of its language.</param>
    /// <param name="to">ISO 639-1 code of the wanted language.</param>
    /// <param name="cancel">Stops waiting.</param>
    ValueTask<Translation?> TranslateAsync(string text, string from, string to, CancellationToken cancel = default);
}
