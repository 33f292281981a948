using Cosmo.Core.Channels;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Assistant.Models;

/// <summary>How the model does, as this node has seen it.</summary>
/// <param name="Fault">What it failed with last, in a few words; null where it never did.</param>
/// <param name="FailedAt">When that was.</param>
/// <param name="AnsweredAt">When it answered usably last; null where it never did.</param>
/// <param name="LeftUntil">It failed again and again and is not asked before this moment; null where it is asked.</param>
public sealed record ModelState(string? Fault, DateTimeOffset? FailedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? LeftUntil)
{
    /// <summary>Nothing was asked yet.</summary>
    public static readonly ModelState Unknown = new(null, null, null, null);

    /// <summary>What was asked last was not answered usably.</summary>
    public bool IsFailing => FailedAt is { } failed && !(AnsweredAt >= failed);
}

/// <summary>Keeps how the model does, and tells administrators once when it falls silent; after it has answered again, the next silence is told again.</summary>
public sealed class ModelWatch(Changes changes, TimeProvider clock, ILogger<ModelWatch> log)
{
    private readonly Lock _lock = new();
    private ModelState _state = ModelState.Unknown;
    private bool _told;

    /// <summary>How it does now.</summary>
    public ModelState State
    {
        get { lock (_lock) return _state; }
    }

    /// <summary>It answered usably.</summary>
    internal void Answered()
    {
        lock (_lock)
            (_state, _told) = (_state with { AnsweredAt = clock.GetUtcNow(), LeftUntil = null }, false);
    }

    /// <summary>It did not.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="fault">In a few words; never anybody's text.</param>
    /// <param name="leftUntil">Until when it is not asked any more; null where it is asked on.</param>
    internal async Task FailedAsync(string model, string fault, DateTimeOffset? leftUntil)
    {
        lock (_lock)
        {
            _state = _state with { Fault = fault, FailedAt = clock.GetUtcNow(), LeftUntil = leftUntil };
            if (leftUntil is null || _told)
                return;
            _told = true;
        }

        try
        {
            await changes.RunAsync(
                change =>
                {
                    Trouble.Raise(change, Trouble.Model, model, $"The model {model} does not answer ({fault}): the built-in engine does its work.");
                    change.Tell(Topic.Channels);
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whoever waits for an answer gets the built-in engine's all the same; the next failure tells.
            log.LogError(e, "Nobody could be told that the model {Model} is silent", model);
            lock (_lock)
                _told = false;
        }
    }
}
