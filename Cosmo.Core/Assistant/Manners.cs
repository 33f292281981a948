using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>Knows how the assistant is to behave. Kept in memory until it changes, on whichever node: every message asks for it.</summary>
public sealed class Manners : IDisposable
{
    /// <summary>How long it is believed where a change was made while nobody listened.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private readonly IDbContextFactory<CosmoContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly IDisposable _tap;
    private volatile Known? _known;
    private long _version;

    /// <summary>Hears of changes from the live feed.</summary>
    public Manners(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock)
    {
        (_contexts, _clock) = (contexts, clock);
        _tap = live.Tap(topic =>
        {
            if (topic == Topic.Assistant)
                Interlocked.Increment(ref _version);
        });
    }

    /// <summary>What holds now.</summary>
    public async Task<AssistantManner> CurrentAsync(CancellationToken cancel = default)
    {
        var (version, now) = (Interlocked.Read(ref _version), _clock.GetUtcNow());
        if (_known is { } known && known.Version == version && now - known.At < Believed)
            return known.Manner;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var manner = AssistantManner.Read(await db.Set<Setting>().Where(s => s.Key == AssistantManner.Key).Select(s => s.Value).FirstOrDefaultAsync(cancel));
        _known = new(manner, version, now);
        return manner;
    }

    /// <inheritdoc />
    public void Dispose() => _tap.Dispose();

    private sealed record Known(AssistantManner Manner, long Version, DateTimeOffset At);
}
