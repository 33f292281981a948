using System.Text.Json;

namespace Cosmo.Core.Escalation;

/// <summary>Words that the business takes for a promise: a model may say them only where a published passage says them.</summary>
/// <param name="Language">ISO 639-1 code of the language that it is written in.</param>
/// <param name="Phrase">The beginning of a word, or of the last word of several; found regardless of case and accents.</param>
public sealed record PromisePhrase(string Language, string Phrase)
{
    /// <summary>The key of the setting that keeps them, as JSON.</summary>
    public const string Key = "Assistant:Promises";

    /// <summary>Longest phrase, in characters.</summary>
    public const int LongestPhrase = 60;

    /// <summary>Most phrases that are kept.</summary>
    public const int Most = 200;

    /// <summary>As they are kept in the setting.</summary>
    public static string ToJson(IReadOnlyList<PromisePhrase> phrases) => JsonSerializer.Serialize(phrases);

    /// <summary>As they were kept; none where nothing was, or where an earlier program kept something else.</summary>
    public static IReadOnlyList<PromisePhrase> Read(string? json)
    {
        if (json is null)
            return [];
        try
        {
            return [.. (JsonSerializer.Deserialize<List<PromisePhrase>>(json) ?? []).Where(p => p is { Language: not null, Phrase.Length: > 0 })];
        }
        catch (JsonException)
        {
            return [];   // the words that are built in hold all the same
        }
    }
}
