using Cosmo.Core.Conversations;
using Cosmo.Core.Work;

namespace Cosmo.Core.Channels;

/// <summary>Which work understands a customer's message: inside the database, or by a model outside.</summary>
public interface IAssistantStep
{
    WorkKind Kind { get; }
}

/// <summary>A message that was stored just now, as the assistant is given it where it goes on in the same transaction.</summary>
internal sealed record Arrival(Conversation Conversation, Message Message);
