using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Assistant.Models;

/// <summary>How the chosen engine is. Resting: it failed again and again and is left alone for a minute. NoKey: its key cannot be read any more.</summary>
public enum EngineState { BuiltIn, Ready, Resting, NoKey }

/// <summary>
/// Holds the model that is chosen now. Another choice takes effect with the next question; what is under way finishes with the
/// model that it was begun with. Prices and limits are no part of it: they change without a new connection.
/// </summary>
public sealed class EngineRoom(EngineSettings settings, ModelBudget budget, ModelWatch watch, TimeProvider clock, ILogger<LanguageModel> log) : IDisposable
{
    /// <summary>How long a model that was replaced stays usable: longer than any question to it.</summary>
    private static readonly TimeSpan s_finishes = LanguageModel.TimeLimit * 3;

    private readonly Lock _lock = new();
    private readonly HashSet<ITimer> _leaving = [];
    private Connection? _connection;
    private LanguageModel? _model;
    private bool _isDisposed;

    /// <summary>The model; null where the built-in engine does the work.</summary>
    public async ValueTask<LanguageModel?> ModelAsync(CancellationToken cancel = default)
    {
        var engine = await settings.ReadAsync(cancel);
        var connection = new Connection(engine.Choice.Provider, engine.Choice.Endpoint, engine.Choice.Model, engine.IsConfigured, engine.ProtectedKey);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (connection == _connection)
                return _model;
            if (_model is { } old)
                Retire(old);
            (_connection, _model) = (connection, Make(engine));
            return _model;
        }
    }

    /// <summary>How it is now; asks nobody.</summary>
    public async ValueTask<EngineState> StateAsync(CancellationToken cancel = default)
    {
        if ((await settings.ReadAsync(cancel)).Choice.Provider is AssistantProvider.BuiltIn)
            return EngineState.BuiltIn;
        return await ModelAsync(cancel) is not { } model ? EngineState.NoKey : model.IsResting ? EngineState.Resting : EngineState.Ready;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _model?.Dispose();
            foreach (var timer in _leaving)
                timer.Dispose();
        }
    }

    private LanguageModel? Make(EngineInForce engine)
    {
        if (engine.Choice.Provider is AssistantProvider.BuiltIn)
            return null;
        var key = settings.KeyOf(engine);
        if (key is null && engine.HasKey)
        {
            log.LogError("The key of the model {Model} cannot be read any more; the built-in engine does its work until it is entered anew.", engine.Choice.Model);
            return null;
        }

        return ChatClients.Create(engine.Choice.ToOptions(key)) is { } client ? new(client, engine.Choice.Model, clock, log, budget, watch) : null;
    }

    private void Retire(LanguageModel old)
    {
        ITimer? timer = null;
        timer = clock.CreateTimer(_ =>
        {
            lock (_lock)
            {
                if (timer is null || !_leaving.Remove(timer))
                    return;
            }

            old.Dispose();
            timer.Dispose();
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _leaving.Add(timer);
        timer.Change(s_finishes, Timeout.InfiniteTimeSpan);
    }

    private sealed record Connection(AssistantProvider Provider, string Endpoint, string Model, bool IsConfigured, string? ProtectedKey);
}
