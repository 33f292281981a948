namespace Cosmo.Core.Channels;

/// <summary>A message form that the provider approved; only such a form may leave when the window is closed.</summary>
public sealed class Template
{
    /// <summary>Longest language code that is kept.</summary>
    public const int LongestLanguage = 16;

    /// <summary>Longest of Meta's words for a state or category that is kept; longer ones are cut.</summary>
    public const int LongestWord = 32;

    private Template() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ChannelAccountId { get; init; }
    public required string Name { get; init; }

    /// <summary>Meta's language code, with an underscore: en_US.</summary>
    public required string Language { get; init; }

    /// <summary>Meta's word for its state; only APPROVED may be sent.</summary>
    public string State { get; set; } = "PENDING";
    public string Category { get; set; } = "";

    /// <summary>The text with its places, as Meta keeps it: "Hello {{1}}".</summary>
    public string Body { get; set; } = "";
    public string? Reason { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public bool IsApproved => State == "APPROVED";

    public static Template Of(Guid channelAccountId, string name, string language) =>
        new() { ChannelAccountId = channelAccountId, Name = name, Language = language };
}

/// <summary>Something that a provider told about an account and that is no message: a warning, a quality change, an unknown kind.</summary>
public sealed class ChannelNotice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? ChannelAccountId { get; init; }
    public required string Field { get; init; }
    public required string Summary { get; init; }
    public required string Raw { get; init; }
    public required DateTimeOffset At { get; init; }
}
