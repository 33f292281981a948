namespace Cosmo.Core.Assistant.Models;

/// <summary>What a rule said about a text of a model.</summary>
/// <param name="Text">The text without invisible characters; null where it may not be said.</param>
/// <param name="StoppedBy">The rule that stopped it; null where none did.</param>
internal readonly record struct Checked(string? Text, CounselRule? StoppedBy)
{
    public static implicit operator Checked(string text) => new(text, null);
    public static implicit operator Checked(CounselRule rule) => new(null, rule);
}

/// <summary>Decides whether a text that a model wrote may be shown or sent at all. What does not pass is not mended: the built-in engine does the work.</summary>
/// <param name="reader">The built-in reader, which hears when a text is in the wrong language.</param>
internal sealed class OutputGate(IUnderstanding reader)
{
    /// <summary>Longest message from a model that goes to a customer, in characters.</summary>
    public const int MaxMessage = 1000;

    /// <summary>The text without invisible characters, or null when it does not pass.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="source">The words that it was to work on.</param>
    /// <param name="instruction">What the model was told, of which nothing may come out.</param>
    /// <param name="language">ISO 639-1 code of the language that the text has to be in.</param>
    /// <param name="maxLength">Longest text that passes, in characters; cutting it would change what it says.</param>
    /// <param name="cancel">Stops the reader.</param>
    public async ValueTask<string?> PassAsync(
        string text, string source, string instruction, string language, int maxLength, CancellationToken cancel) =>
        (await CheckAsync(text, source, instruction, language, maxLength, cancel)).Text;

    /// <summary>The same, with the rule that stopped it.</summary>
    public async ValueTask<Checked> CheckAsync(
        string text, string source, string instruction, string language, int maxLength, CancellationToken cancel)
    {
        if (text.Length > maxLength)
            return CounselRule.Form;
        var clean = ModelText.Clean(text);
        if (clean.Length == 0)
            return CounselRule.Form;
        if (ModelText.AddsMarkup(clean, source))
            return CounselRule.Markup;
        if (ModelText.Echoes(clean, instruction))
            return CounselRule.Instruction;

        var heard = await reader.UnderstandAsync(new(clean, null), cancel);
        return heard.LanguageCertain && heard.Language != language ? CounselRule.Language : clean;
    }
}
