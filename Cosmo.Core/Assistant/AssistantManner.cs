using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cosmo.Core.Assistant;

/// <summary>Whether the assistant speaks to customers. Drafts: what it would say is prepared for the team, and a person sends it.</summary>
public enum AssistantMode { Answering, Drafts }

/// <summary>How what a model writes is to sound.</summary>
public enum VoiceTone { Neutral, Friendly, Formal }

/// <summary>How the assistant behaves towards customers, as an administrator chose it.</summary>
/// <param name="Style">A wish for the wording in the business's own words, for a model only; empty for none.</param>
/// <param name="Languages">ISO 639-1 codes of the languages it answers in; empty for all. Whoever writes in another gets a person.</param>
public sealed record AssistantManner(AssistantMode Mode, VoiceTone Tone, string Style, IReadOnlyList<string> Languages)
{
    /// <summary>The key of the setting that keeps it, as JSON.</summary>
    public const string Key = "Assistant:Manner";

    /// <summary>Longest <see cref="Style"/>, in characters.</summary>
    public const int LongestStyle = 200;

    /// <summary>What holds until somebody chooses.</summary>
    public static readonly AssistantManner Default = new(AssistantMode.Answering, VoiceTone.Neutral, "", []);

    private static readonly JsonSerializerOptions s_json = new() { Converters = { new JsonStringEnumConverter(allowIntegerValues: false) } };

    /// <summary>Whether customers are answered in a language.</summary>
    public bool Speaks(string language) => Languages.Count == 0 || Languages.Contains(language);

    /// <summary>As it is kept in the setting.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>As it was kept; the default where nothing was.</summary>
    public static AssistantManner Read(string? json)
    {
        if (json is null)
            return Default;
        try
        {
            if (JsonSerializer.Deserialize<AssistantManner>(json, s_json) is { Style: not null, Languages: not null } kept)
                return kept;
        }
        catch (JsonException)
        {
            // Where nobody can tell what was chosen, nothing is said by itself.
        }

        return Default with { Mode = AssistantMode.Drafts };
    }

    /// <inheritdoc />
    public bool Equals(AssistantManner? other) => other is not null && ToJson() == other.ToJson();

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Mode, Tone, Style);
}
