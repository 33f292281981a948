namespace Cosmo.Core.Knowledge.Import;

/// <summary>A source cannot be read, and a person can do something about it.</summary>
/// <param name="key">Which of the reasons; pages have words for each.</param>
/// <param name="again">It may work later.</param>
public sealed class UnreadableException(string key, bool again = false) : Exception(key)
{
    public string Key { get; } = key;

    /// <summary>Worth another try: the other side was slow or broken.</summary>
    public bool Again { get; } = again;

    public static UnreadableException TooLarge => new("too-large");
    public static UnreadableException Unreadable => new("unreadable");
    public static UnreadableException UnknownKind => new("unknown-kind");
    public static UnreadableException Encoding => new("encoding");
    public static UnreadableException Encrypted => new("encrypted");
    public static UnreadableException Bomb => new("bomb");
    public static UnreadableException NoText => new("no-text");
    public static UnreadableException NoColumns => new("no-columns");
    public static UnreadableException Address => new("address");
    public static UnreadableException PrivateAddress => new("private-address");
    public static UnreadableException Robots => new("robots");
    public static UnreadableException Elsewhere => new("elsewhere");
    public static UnreadableException NotThere => new("not-there");
    public static UnreadableException NotAPage => new("not-a-page");
    public static UnreadableException Unreachable => new("unreachable", again: true);
    public static UnreadableException Slow => new("slow", again: true);
}

/// <summary>A piece that was read and may become an entry.</summary>
/// <param name="Key">Its place in the source, the same at each reading.</param>
/// <param name="Answer">In Markdown.</param>
public sealed record ImportedPart(string Key, KnowledgeKind Kind, string Question, string Answer)
{
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>ISO 639-1 code; null where the source does not say.</summary>
    public string? Language { get; init; }
    public string? Category { get; init; }

    /// <summary>What stood there unseen by readers and was left out; null where nothing did.</summary>
    public string? Hidden { get; init; }

    /// <summary>Only in exports of ours.</summary>
    public bool? WasPublished { get; init; }
    public bool IsTeamOnly { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}
