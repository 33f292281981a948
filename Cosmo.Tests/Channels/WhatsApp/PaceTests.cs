using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class PaceTests
{
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Payload.ReceivedAt;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Fact]
    public void A_burst_of_45_goes_at_once_and_then_one_in_six_seconds()
    {
        var clock = new SetClock();
        var rate = new PairRate(clock);
        for (var i = 0; i < PairRate.Burst; i++)
            Assert.Equal(TimeSpan.Zero, rate.WaitFor("+1"));

        Assert.Equal(PairRate.Interval, rate.WaitFor("+1"));
        Assert.Equal(PairRate.Interval, rate.WaitFor("+1"));
        clock.Now += TimeSpan.FromSeconds(5);
        Assert.Equal(TimeSpan.FromSeconds(1), rate.WaitFor("+1"));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.Zero, rate.WaitFor("+1"));
        Assert.Equal(PairRate.Interval, rate.WaitFor("+1"));
    }

    [Fact]
    public void One_persons_burst_delays_nobody_else()
    {
        var rate = new PairRate(new SetClock());
        for (var i = 0; i <= PairRate.Burst; i++)
            rate.WaitFor("+1");
        Assert.Equal(TimeSpan.Zero, rate.WaitFor("+2"));
    }

    [Fact]
    public void A_debt_is_paid_back_in_full_before_the_next_burst()
    {
        var clock = new SetClock();
        var rate = new PairRate(clock);
        for (var i = 0; i < PairRate.Burst; i++)
            rate.WaitFor("+1");
        clock.Now += PairRate.Burst * PairRate.Interval;
        for (var i = 0; i < PairRate.Burst; i++)
            Assert.Equal(TimeSpan.Zero, rate.WaitFor("+1"));
        Assert.NotEqual(TimeSpan.Zero, rate.WaitFor("+1"));
    }

    [Fact]
    public void A_clock_set_back_holds_nobody_for_longer_than_a_burst()
    {
        var clock = new SetClock();
        var rate = new PairRate(clock);
        rate.WaitFor("+1");
        clock.Now -= TimeSpan.FromDays(1);
        Assert.InRange(rate.WaitFor("+1"), TimeSpan.Zero, PairRate.Burst * PairRate.Interval);
    }

    [Fact]
    public void Memory_stays_bounded()
    {
        var clock = new SetClock();
        var rate = new PairRate(clock);
        for (var i = 0; i < 3 * PairRate.MostRecipients; i++)
            rate.WaitFor($"+{i}");
        Assert.InRange(rate.Count, 1, PairRate.MostRecipients);

        clock.Now += TimeSpan.FromHours(1);
        for (var i = 0; i <= PairRate.MostRecipients; i++)
            rate.WaitFor($"later {i}");
        Assert.InRange(rate.Count, 1, PairRate.MostRecipients);
    }

    [Theory]
    [InlineData(SendErrorClass.Retry, 5, 10, 3600)]
    [InlineData(SendErrorClass.RateLimitedRecipient, 6, 1, 3600)]
    [InlineData(SendErrorClass.RateLimitedChannel, 20, 1, 30)]
    [InlineData(SendErrorClass.PauseChannel, 20, 300, 4 * 3600 * 1.2)]
    [InlineData(SendErrorClass.PauseTemplates, 20, 300, 4 * 3600 * 1.2)]
    public void Waits_stay_within_their_bounds_and_end(SendErrorClass error, int attempts, double least, double most)
    {
        var random = new Random(7);
        for (var attempt = 1; attempt <= attempts; attempt++)
            Assert.InRange(RetryDelay.For(error, attempt, random)!.Value.TotalSeconds, least, most);
        Assert.Null(RetryDelay.For(error, attempts + 1, random));
        Assert.Null(RetryDelay.For(error, int.MaxValue, random));
    }

    [Fact]
    public void The_wait_for_one_recipient_grows_fourfold()
    {
        for (var attempt = 1; attempt <= RetryDelay.RecipientAttempts; attempt++)
        {
            var seconds = RetryDelay.For(SendErrorClass.RateLimitedRecipient, attempt, new Random(7))!.Value.TotalSeconds;
            Assert.InRange(seconds, Math.Pow(4, attempt - 1), 1.2 * Math.Pow(4, attempt - 1));
        }
    }

    [Theory]
    [InlineData(SendErrorClass.TokenExpired)]
    [InlineData(SendErrorClass.ChannelFatal)]
    [InlineData(SendErrorClass.Permanent)]
    [InlineData(SendErrorClass.WindowClosed)]
    [InlineData(SendErrorClass.TemplateProblem)]
    public void What_cannot_succeed_is_not_tried_again(SendErrorClass error) => Assert.Null(RetryDelay.For(error, 1));

    [Fact]
    public void An_error_can_ask_for_a_longer_wait()
    {
        Assert.Equal(TimeSpan.FromHours(1), RetryDelay.For(GraphErrors.Classify(131048), 1));
        Assert.InRange(RetryDelay.For(GraphErrors.Classify(131016), 1)!.Value, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
        Assert.Null(RetryDelay.For(GraphErrors.Classify(190), 1));
    }
}
