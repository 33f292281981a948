using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant;

/// <summary>Who wrote, as far as it matters for what is said to them.</summary>
/// <param name="Name">As they call themselves; null where nobody knows.</param>
public sealed record Writer(string? Name, bool IsVip)
{
    /// <summary>Nobody that is known.</summary>
    public static readonly Writer Unknown = new(null, false);

    /// <summary>How they are addressed; null for a name that is no name, such as a number.</summary>
    public string? FirstName => Name is { Length: > 0 } name && char.IsLetter(name[0]) ? name.Split(' ')[0] : null;
}

/// <summary>
/// A message and what surrounds it: the conversation that it came in, or one that somebody only imagines. What costs a look
/// into the database is asked only where the decision needs it.
/// </summary>
public interface ITurnScene
{
    /// <summary>What the customer wrote; empty for a picture, a sound, a place and whatever else holds no words.</summary>
    string Text { get; }
    MessageKind Kind { get; }

    /// <summary>The language of the conversation before this message (ISO 639-1); null at its start.</summary>
    string? Language { get; }

    /// <summary>Nothing came in after this message.</summary>
    bool IsLast { get; }

    Task<Writer> WriterAsync(CancellationToken cancel);

    /// <summary>What the customer chose from an offer by this message; null when it is no choice.</summary>
    Task<PlainAnswer?> ChosenAsync(CancellationToken cancel);

    /// <summary>Entries may be offered: the customer can be written to, and this was not tried just before.</summary>
    Task<bool> MayOfferAsync(CancellationToken cancel);

    /// <summary>A question back may be asked: the customer can be written to, and the last message of ours was none.</summary>
    Task<bool> MayAskAsync(CancellationToken cancel);

    /// <summary>The conversation before this message as both sides have read it, the oldest line first; no notes, no drafts.</summary>
    Task<IReadOnlyList<SpokenLine>> SpokenAsync(CancellationToken cancel);

    /// <summary>The assistant has said so much lately that two machines may be answering each other.</summary>
    Task<bool> IsPingPongAsync(CancellationToken cancel);

    /// <summary>What the customer wrote just before and nobody has answered, the oldest first.</summary>
    Task<IReadOnlyList<string>> EarlierAsync(CancellationToken cancel);
}
