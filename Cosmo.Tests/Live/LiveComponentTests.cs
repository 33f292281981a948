using Cosmo.Core.Live;
using Cosmo.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Live;

#pragma warning disable BL0006 // A renderer is the only way to be a browser that acknowledges late.

public sealed class LiveComponentTests
{
    private readonly TestClock _clock = new();
    private readonly LiveFeed _feed;
    private readonly SlowBrowser _browser;

    public LiveComponentTests()
    {
        _feed = new(_clock, NullLogger<LiveFeed>.Instance);
        _browser = new(new ServiceCollection().AddSingleton(_feed).BuildServiceProvider());
    }

    [Fact]
    public async Task A_browser_that_is_slow_gets_the_newest_state_next_and_no_queue_of_old_ones()
    {
        var page = await _browser.OpenAsync<Page>();
        await Eventually.SeeAsync("the page", () => page.Reads == 1);

        await ChangeAsync(beats: 1);
        await Eventually.SeeAsync("the first change is on its way", () => page.Reads == 2);
        await ChangeAsync(beats: 4);
        Assert.Equal(2, page.Reads);

        _browser.Acknowledge();
        await Eventually.SeeAsync("the newest state is on its way", () => page.Reads == 3);
        _browser.Acknowledge();
        await ChangeAsync(beats: 1);
        await Eventually.SeeAsync("the next change", () => page.Reads == 4);
    }

    [Fact]
    public async Task What_reads_the_same_is_not_sent_again()
    {
        var page = await _browser.OpenAsync<Page>();
        await Eventually.SeeAsync("the page", () => page.Reads == 1);
        page.Content = "the same";
        await ChangeAsync(beats: 1);
        await Eventually.SeeAsync("something new is sent", () => _browser.Waiting == 1);
        _browser.Acknowledge();
        var sent = _browser.Sent;

        await ChangeAsync(beats: 1);
        await Eventually.SeeAsync("the page has read again", () => page.Reads == 3);
        await ChangeAsync(beats: 1);
        await Eventually.SeeAsync("and again, for it waits for nothing", () => page.Reads == 4);

        Assert.Equal(sent, _browser.Sent);
    }

    private async Task ChangeAsync(int beats)
    {
        for (var i = 0; i < beats; i++)
        {
            var before = _feed.Beat;
            _feed.Publish(Topic.Inbox);
            await Eventually.SeeAsync("a beat", () =>
            {
                _clock.Advance(LiveFeed.ShortestPause);
                return _feed.Beat > before;
            });
        }
    }

    private sealed class Page : LiveComponent
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);
        public string? Content { get; set; }
        protected override Topic Topic => Topic.Inbox;
        protected override object? Seen => Content is null ? null : _reads <= 1 ? "" : Content;

        protected override Task LoadAsync(CancellationToken cancel)
        {
            Interlocked.Increment(ref _reads);
            return Task.CompletedTask;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }

    /// <summary>Shows the first picture at once, and says of each later one only when it is told to that it has shown it.</summary>
    private sealed class SlowBrowser(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
    {
        private readonly Queue<TaskCompletionSource> _waiting = [];
        private int _sent;

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        public int Sent => Volatile.Read(ref _sent);

        public int Waiting
        {
            get
            {
                lock (_waiting)
                    return _waiting.Count;
            }
        }

        protected override RendererInfo RendererInfo { get; } = new("Test", isInteractive: true);

        public Task<T> OpenAsync<T>() where T : IComponent => Dispatcher.InvokeAsync(async () =>
        {
            var component = (T)InstantiateComponent(typeof(T));
            await RenderRootComponentAsync(AssignRootComponentId(component));
            return component;
        });

        public void Acknowledge()
        {
            lock (_waiting)
                _waiting.Dequeue().SetResult();
        }

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
        {
            if (Interlocked.Increment(ref _sent) == 1)
                return Task.CompletedTask;
            lock (_waiting)
            {
                var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(shown);
                return shown.Task;
            }
        }

        protected override void HandleException(Exception exception) => throw exception;
    }
}
