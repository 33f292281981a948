using Cosmo.Core.Conversations;
using Cosmo.Core.Work;

namespace Cosmo.Core.Channels;

/// <summary>Which work understands a customer's message: inside the database, or by a model outside.</summary>
public interface IAssistantStep
{
    /// <summary>The kind of work for a message that comes in now.</summary>
    ValueTask<WorkKind> KindAsync(CancellationToken cancel);
}

/// <summary>A message that was stored just now, as the assistant is given it where it goes on in the same transaction.</summary>
internal sealed record Arrival(Conversation Conversation, Message Message);
