using System.Security.Cryptography;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Assistant.Models;

/// <summary>The engine that is chosen now.</summary>
/// <param name="Choice">All but the key.</param>
/// <param name="IsConfigured">Nobody has chosen in the pages: the configuration holds.</param>
public sealed record EngineInForce(EngineChoice Choice, bool IsConfigured)
{
    /// <summary>The key as it is kept; null for none, or for one of the configuration.</summary>
    internal string? ProtectedKey { get; init; }

    /// <summary>A key is there, whether or not it can be read.</summary>
    public bool HasKey { get; init; }
}

/// <summary>
/// Knows which engine is chosen: in the pages, or else by the section "Assistant". Kept in memory until it changes, on whichever
/// node. Reading needs no key; <see cref="KeyOf"/> opens it, outside of any transaction, because the key ring may have to write.
/// </summary>
public sealed class EngineSettings : IDisposable
{
    private const string Purpose = "Cosmo.Assistant.ApiKey";

    private readonly IDbContextFactory<CosmoContext> _contexts;
    private readonly IDataProtector _protector;
    private readonly TimeProvider _clock;
    private readonly AssistantOptions _configured;
    private readonly IDisposable _tap;
    private volatile Known _known;
    private long _version;

    /// <summary>Hears of changes from the live feed.</summary>
    public EngineSettings(IOptions<AssistantOptions> configured, IDbContextFactory<CosmoContext> contexts, IDataProtectionProvider protection, LiveFeed live, TimeProvider clock)
    {
        (_configured, _contexts, _clock, _protector) = (configured.Value, contexts, clock, protection.CreateProtector(Purpose));
        _known = new(Configured, -1, DateTimeOffset.MinValue);
        _tap = live.Tap(topic =>
        {
            if (topic == Topic.Assistant)
                Interlocked.Increment(ref _version);
        });
    }

    /// <summary>As it was read last; the configuration before that.</summary>
    public EngineChoice Last => _known.Engine.Choice;

    /// <summary>What the configuration says.</summary>
    public EngineInForce Configured => new(EngineChoice.Of(_configured), true) { HasKey = !string.IsNullOrWhiteSpace(_configured.ApiKey) };

    /// <summary>What holds now.</summary>
    public async ValueTask<EngineInForce> ReadAsync(CancellationToken cancel = default)
    {
        var (version, now) = (Interlocked.Read(ref _version), _clock.GetUtcNow());
        if (_known is { } known && known.Version == version && now - known.At < Manners.Believed)
            return known.Engine;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var engine = await ReadAsync(db, cancel);
        _known = new(engine, version, now);
        return engine;
    }

    /// <summary>What is stored now, past the memory.</summary>
    internal async Task<EngineInForce> ReadAsync(CosmoContext db, CancellationToken cancel)
    {
        if (await db.Set<Setting>().Where(s => s.Key == EngineChoice.Key).Select(s => s.Value).FirstOrDefaultAsync(cancel) is not { } kept)
            return Configured;
        var (choice, key) = EngineChoice.Read(kept);
        return new(choice, false) { HasKey = key is not null, ProtectedKey = key };
    }

    /// <summary>The key in clear, for whoever calls the server. Null for none, or where it cannot be opened any more: it has to be typed anew.</summary>
    internal string? KeyOf(EngineInForce engine)
    {
        if (engine.IsConfigured)
            return _configured.ApiKey;
        if (engine.ProtectedKey is not { } kept)
            return null;
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A key as it may be kept.</summary>
    internal string Protect(string key) => _protector.Protect(key);

    /// <inheritdoc />
    public void Dispose() => _tap.Dispose();

    private sealed record Known(EngineInForce Engine, long Version, DateTimeOffset At);
}
