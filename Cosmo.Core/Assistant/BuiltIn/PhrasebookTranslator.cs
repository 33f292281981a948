using Cosmo.Core.Assistant.BuiltIn.Phrases;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>Translates the sentences that customers write most often, and nothing that holds anything else. Safe from any thread.</summary>
public sealed class PhrasebookTranslator : ITranslator
{
    /// <inheritdoc />
    public ValueTask<Translation?> TranslateAsync(string text, string from, string to, CancellationToken cancel = default) =>
        ValueTask.FromResult(Translate(text, from, to));

    /// <summary>Translates at once, see <see cref="ITranslator.TranslateAsync"/>.</summary>
    public static Translation? Translate(string text, string from, string to)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Phrasebook.Find(from) is not { } source || Phrasebook.Find(to) is not { } target)
            return null;
        var reading = PhraseReader.Read(text, source, customers: true);
        return reading.Complete ? new(PhraseWriter.Plain(reading.Said, target), "built-in") : null;
    }
}
