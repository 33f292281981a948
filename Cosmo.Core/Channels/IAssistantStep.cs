using Cosmo.Core.Work;

namespace Cosmo.Core.Channels;

/// <summary>Which work understands a customer's message: inside the database, or by a model outside.</summary>
public interface IAssistantStep
{
    WorkKind Kind { get; }
}
