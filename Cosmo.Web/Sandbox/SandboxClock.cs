namespace Cosmo.Web.Sandbox;

/// <summary>The time of another clock, moved by an offset. A host registers it as its TimeProvider so that windows close on demand.</summary>
public sealed class SandboxClock(TimeProvider? inner = null) : TimeProvider
{
    private readonly TimeProvider _inner = inner ?? System;
    private long _offset;

    /// <summary>How far this clock is ahead of the real one.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _offset));
        set => Interlocked.Exchange(ref _offset, value.Ticks);
    }

    /// <summary>Moves the clock on by <paramref name="by"/>; a negative span moves it back.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow() + Offset;
    public override TimeZoneInfo LocalTimeZone => _inner.LocalTimeZone;
    public override long TimestampFrequency => _inner.TimestampFrequency;
    public override long GetTimestamp() => _inner.GetTimestamp();

    // Timers measure how long to wait, not what time it is: the offset does not touch them.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(callback, state, dueTime, period);
}
