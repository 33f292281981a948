using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Trials;

/// <summary>A message that nobody wrote: the first of a conversation that is only imagined.</summary>
internal sealed class TrialScene(string text, string? language, Writer writer) : ITurnScene
{
    public Writer Writer => writer;
    public string Text => text;
    public MessageKind Kind => MessageKind.Text;
    public string? Language => language;
    public bool IsLast => true;

    public Task<Writer> WriterAsync(CancellationToken cancel) => Task.FromResult(writer);

    public Task<PlainAnswer?> ChosenAsync(CancellationToken cancel) => Task.FromResult<PlainAnswer?>(null);

    public Task<bool> MayOfferAsync(CancellationToken cancel) => Task.FromResult(true);

    public Task<bool> MayAskAsync(CancellationToken cancel) => Task.FromResult(true);

    public Task<IReadOnlyList<SpokenLine>> SpokenAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<SpokenLine>>([]);

    public Task<bool> IsPingPongAsync(CancellationToken cancel) => Task.FromResult(false);

    public Task<IReadOnlyList<string>> EarlierAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);
}
