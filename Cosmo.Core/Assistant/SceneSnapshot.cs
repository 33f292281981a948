using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant;

/// <summary>A message and what surrounded it at one moment, for whoever thinks about it outside of the transaction.</summary>
internal sealed class SceneSnapshot : ITurnScene
{
    private Writer _writer = Writer.Unknown;
    private PlainAnswer? _chosen;
    private bool _mayOffer, _mayAsk, _isPingPong;
    private IReadOnlyList<string> _earlier = [];
    private IReadOnlyList<SpokenLine> _spoken = [];

    private SceneSnapshot() { }

    public required string Text { get; init; }
    public required MessageKind Kind { get; init; }
    public required string? Language { get; init; }
    public required bool IsLast { get; init; }

    /// <summary>Everything that a decision may ask for, read now.</summary>
    public static async Task<SceneSnapshot> OfAsync(ITurnScene scene, CancellationToken cancel = default) => new()
    {
        Text = scene.Text,
        Kind = scene.Kind,
        Language = scene.Language,
        IsLast = scene.IsLast,
        _writer = await scene.WriterAsync(cancel),
        _chosen = await scene.ChosenAsync(cancel),
        _mayOffer = await scene.MayOfferAsync(cancel),
        _mayAsk = await scene.MayAskAsync(cancel),
        _isPingPong = await scene.IsPingPongAsync(cancel),
        _earlier = await scene.EarlierAsync(cancel),
        _spoken = await scene.SpokenAsync(cancel),
    };

    public Task<Writer> WriterAsync(CancellationToken cancel) => Task.FromResult(_writer);

    public Task<PlainAnswer?> ChosenAsync(CancellationToken cancel) => Task.FromResult(_chosen);

    public Task<bool> MayOfferAsync(CancellationToken cancel) => Task.FromResult(_mayOffer);

    public Task<bool> MayAskAsync(CancellationToken cancel) => Task.FromResult(_mayAsk);

    public Task<bool> IsPingPongAsync(CancellationToken cancel) => Task.FromResult(_isPingPong);

    public Task<IReadOnlyList<string>> EarlierAsync(CancellationToken cancel) => Task.FromResult(_earlier);

    public Task<IReadOnlyList<SpokenLine>> SpokenAsync(CancellationToken cancel) => Task.FromResult(_spoken);
}
