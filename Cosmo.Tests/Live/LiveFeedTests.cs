using Cosmo.Core.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly TestClock _clock = new();
    private readonly LiveFeed _feed;
    private int _heard, _heardByAnother;

    public LiveFeedTests() => _feed = new(_clock, NullLogger<LiveFeed>.Instance);

    [Fact]
    public async Task A_burst_is_heard_twice_its_first_change_at_once_and_the_last_after_the_pause()
    {
        using var listening = Listen(Topic.Inbox);
        _feed.Publish(Topic.Inbox);
        await Eventually.SeeAsync("the first change", () => _heard == 1);

        for (var i = 0; i < 50; i++)
            _feed.Publish(Topic.Inbox);
        Assert.Equal(1, _feed.Beat);
        await PauseUntilAsync("the last change", () => _heard == 2);

        Assert.Equal(2, _feed.Beat);
    }

    [Fact]
    public async Task All_who_listen_hear_one_beat_and_share_one_read()
    {
        using var reads = SharedReads.PerBeat(_feed, _clock);
        var count = 0;
        Task<int> ReadAsync() => reads.GetAsync("list", () => Task.FromResult(Interlocked.Increment(ref count)), default);
        using var one = _feed.Subscribe(Topic.Inbox, async () => _heard = await ReadAsync());
        using var another = _feed.Subscribe(Topic.Inbox, async () => _heardByAnother = await ReadAsync());

        _feed.Publish(Topic.Inbox);
        await Eventually.SeeAsync("both have read", () => _heard == 1 && _heardByAnother == 1);

        _feed.Publish(Topic.Inbox);
        await PauseUntilAsync("both have read again", () => _heard == 2 && _heardByAnother == 2);
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task Whoever_is_busy_hears_once_of_all_that_came_meanwhile()
    {
        var busy = new TaskCompletionSource();
        using var listening = _feed.Subscribe(Topic.Tickets, () => Interlocked.Increment(ref _heard) == 1 ? busy.Task : Task.CompletedTask);
        _feed.Publish(Topic.Tickets);
        await Eventually.SeeAsync("the first change", () => _heard == 1);
        for (var beat = 2; beat < 6; beat++)
        {
            _feed.Publish(Topic.Tickets);
            await PauseUntilAsync("a beat", () => _feed.Beat == beat);
        }

        Assert.Equal(1, _heard);
        busy.SetResult();
        await Eventually.SeeAsync("the rest", () => _heard == 2);
    }

    [Fact]
    public async Task What_was_read_before_a_change_is_read_anew_though_nobody_listens()
    {
        using var reads = SharedReads.PerBeat(_feed, _clock);
        var now = 1;
        Task<int> ReadAsync() => reads.GetAsync("list", () => Task.FromResult(now), default);
        Assert.Equal(1, await ReadAsync());

        now = 2;
        Assert.Equal(1, await ReadAsync());
        _feed.Publish(Topic.Inbox);
        await Eventually.SeeAsync("a beat", () => _feed.Beat == 1);

        Assert.Equal(2, await ReadAsync());
    }

    [Fact]
    public void When_anything_may_have_changed_those_who_pass_topics_on_hear_of_each_though_no_page_is_open()
    {
        var heard = new List<Topic>();
        using var tap = _feed.Tap(heard.Add);

        _feed.PublishAll();

        Assert.Superset(new HashSet<Topic> { Topic.Inbox, Topic.Tickets, Topic.Team, Topic.Knowledge, Topic.Channels }, heard.ToHashSet());
    }

    private IDisposable Listen(Topic topic) => _feed.Subscribe(topic, () =>
    {
        Interlocked.Increment(ref _heard);
        return Task.CompletedTask;
    });

    private Task PauseUntilAsync(string what, Func<bool> seen) => Eventually.SeeAsync(what, () =>
    {
        _clock.Advance(LiveFeed.ShortestPause);
        return seen();
    });
}
