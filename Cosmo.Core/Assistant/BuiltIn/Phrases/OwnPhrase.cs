using System.Text.Json;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>A phrase of one language, as the business wrote it.</summary>
/// <param name="Says">What a member writes, one way a line; empty where members do not write this language.</param>
/// <param name="Text">What the customer gets.</param>
public sealed record OwnSide(string Says, string Text)
{
    /// <summary>The ways to write it, without empty lines.</summary>
    internal string[] Ways => Says.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A phrase that the business wrote itself. Where a member writes it, word for word, the customer gets it in their language.</summary>
/// <param name="Id">Begins with <see cref="Prefix"/>.</param>
/// <param name="Sides">By language, ISO 639-1.</param>
public sealed record OwnPhrase(string Id, IReadOnlyDictionary<string, OwnSide> Sides)
{
    /// <summary>How the ids of own phrases begin: the family of no built-in one.</summary>
    public const string Prefix = "own.";

    /// <summary>A new phrase with an id of its own.</summary>
    public static OwnPhrase New(IReadOnlyDictionary<string, OwnSide> sides) => new($"{Prefix}{Guid.CreateVersion7():N}", sides);

    /// <summary>As it is kept.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    internal static OwnPhrase Of(string json) => JsonSerializer.Deserialize<OwnPhrase>(json) ?? throw new JsonException("A phrase is kept as nothing.");
}
