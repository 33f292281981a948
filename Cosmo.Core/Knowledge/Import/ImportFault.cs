namespace Cosmo.Core.Knowledge.Import;

/// <summary>What is read cannot be read, and a person can do something about it.</summary>
/// <param name="key">Which of the reasons; pages have words for each.</param>
/// <param name="again">It may work later.</param>
public sealed class ImportFault(string key, bool again = false) : Exception(key)
{
    public string Key => key;

    /// <summary>Worth another try: the other side was slow or broken.</summary>
    public bool Again => again;

    public static ImportFault TooLarge => new("too-large");
    public static ImportFault Unreadable => new("unreadable");
    public static ImportFault UnknownKind => new("unknown-kind");
    public static ImportFault Encoding => new("encoding");
    public static ImportFault Encrypted => new("encrypted");
    public static ImportFault Bomb => new("bomb");
    public static ImportFault NoText => new("no-text");
    public static ImportFault NoColumns => new("no-columns");
    public static ImportFault Address => new("address");
    public static ImportFault PrivateAddress => new("private-address");
    public static ImportFault Robots => new("robots");
    public static ImportFault Elsewhere => new("elsewhere");
    public static ImportFault NotThere => new("not-there");
    public static ImportFault NotAPage => new("not-a-page");
    public static ImportFault Unreachable => new("unreachable", again: true);
    public static ImportFault Slow => new("slow", again: true);
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
