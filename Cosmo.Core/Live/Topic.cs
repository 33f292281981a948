namespace Cosmo.Core.Live;

/// <summary>What can change on a screen. A topic carries no data: whoever hears it reads again.</summary>
public readonly record struct Topic(string Name)
{
    /// <summary>The list of conversations.</summary>
    public static readonly Topic Inbox = new("inbox");
    /// <summary>The ticket queue.</summary>
    public static readonly Topic Tickets = new("tickets");
    /// <summary>Members, departments, phones.</summary>
    public static readonly Topic Team = new("team");
    /// <summary>Knowledge entries.</summary>
    public static readonly Topic Knowledge = new("knowledge");
    /// <summary>What customers asked and the assistant could not answer.</summary>
    public static readonly Topic Questions = new("questions");
    /// <summary>When tickets open: rules, thresholds, important contacts, corrections.</summary>
    public static readonly Topic Rules = new("rules");
    /// <summary>How the assistant behaves, and which engine works for it.</summary>
    public static readonly Topic Assistant = new("assistant");
    /// <summary>Questions that are asked again after every change, and how they came out.</summary>
    public static readonly Topic SavedQuestions = new("saved-questions");
    /// <summary>Channel accounts, their state, and the work queue.</summary>
    public static readonly Topic Channels = new("channels");

    /// <summary>The topics that there is one of.</summary>
    internal static readonly IReadOnlyList<Topic> Always = [Inbox, Tickets, Team, Knowledge, Channels, Assistant];

    private const string SessionPrefix = "session:";

    /// <summary>One sign-in of a member: it may have ended.</summary>
    public static Topic Session(Guid id) => new($"{SessionPrefix}{id}");

    /// <summary>The sign-in that this topic is about; null for any other topic.</summary>
    public Guid? SessionId => Name.StartsWith(SessionPrefix, StringComparison.Ordinal) && Guid.TryParse(Name.AsSpan(SessionPrefix.Length), out var id) ? id : null;

    /// <summary>What one member is told in the browser.</summary>
    public static Topic Notices(Guid memberId) => new($"notices:{memberId}");

    /// <summary>One conversation: its messages, notes, ticket and drafts.</summary>
    public static Topic Conversation(Guid id) => new($"conversation:{id}");
}
