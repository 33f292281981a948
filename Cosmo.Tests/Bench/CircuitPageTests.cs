extern alias bench;

using bench::Cosmo.Bench.Pages;
using Cosmo.Tests.Browser;
using Cosmo.Tests.Web;

namespace Cosmo.Tests.Bench;

/// <summary>The pages without a browser, with which the figure of the open pages is measured, are shown what a browser is shown.</summary>
public sealed class CircuitPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_inbox_is_shown_one_message_after_the_other()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        await Correspondence.ReceiveAsync(app, Mark.Of(1), "Hello");
        using var ana = await Visitor.SignInAsync(app.Address, CosmoApp.OwnerEmail, CosmoApp.OwnerPassword, Cancel);
        await using var page = await CircuitPage.OpenAsync(ana, "inbox", Cancel);

        await SeeAsync(page, 1);
        // Each is read only after the one before was acknowledged.
        foreach (var number in Enumerable.Range(2, 5))
        {
            await Correspondence.ReceiveAsync(app, Mark.Of(number), "Hello");
            await SeeAsync(page, number);
        }
    }

    [Fact]
    public async Task Nobody_opens_a_circuit_who_is_not_signed_in()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Visitor.SignInAsync(app.Address, CosmoApp.OwnerEmail, "another sentence", Cancel));

        Assert.Equal("The sign-in was refused.", refused.Message);
    }

    [Fact]
    public void Marks_are_found_whole_and_dated_once()
    {
        var clock = new TestClock();
        var seen = new Dictionary<int, long>();
        Mark.Note("\0Mark12m Mark7 m Markm xMark3m\u0001Mark"u8, seen, clock);
        var first = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal([3, 12], seen.Keys.Order());

        clock.Advance(TimeSpan.FromSeconds(1));
        Mark.Note("Mark12m Mark45m"u8, seen, clock);
        Assert.Equal(first, seen[12]);
        Assert.Equal(first + 1000, seen[45]);
    }

    private static Task SeeAsync(CircuitPage page, int number) =>
        Eventually.SeeAsync($"message {number} is shown", async () => (await page.SeenAsync()).ContainsKey(number));
}
