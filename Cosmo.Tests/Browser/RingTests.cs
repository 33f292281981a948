using Cosmo.Tests.Web;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser;

/// <summary>The tone of a notice, in a real browser whose loudspeaker only counts.</summary>
public sealed class RingTests(Chromium chromium)
{
    // Rings for the notices named, and says how often the tone was to be heard.
    private const string Ring = """
        async notices => {
          let tones = 0;
          window.AudioContext = class {
            state = "running";
            currentTime = 0;
            createOscillator() { return { frequency: {}, connect: to => to, start: () => tones++, stop() { } }; }
            createGain() { return { gain: { setValueAtTime() { }, exponentialRampToValueAtTime() { } }, connect() { } }; }
          };
          const { ring } = await import("/js/ring.js");
          for (const notice of notices) await ring(notice);
          return tones;
        }
        """;

    [Fact]
    public async Task A_page_that_is_loaded_again_does_not_ring_again_for_the_same_notice()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var page = await chromium.OpenAsync(app);
        await page.GotoAsync("/account/sign-in");
        Assert.Equal(2, await RingAsync(page, "a", "b"));
        await page.ReloadAsync();
        Assert.Equal(0, await RingAsync(page, "b"));
        Assert.Equal(1, await RingAsync(page, "c"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Of_two_pages_of_one_browser_one_rings()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var first = await chromium.OpenAsync(app);
        var second = await first.Context.NewPageAsync();
        await first.GotoAsync("/account/sign-in");
        await second.GotoAsync("/account/sign-in");

        var tones = await Task.WhenAll(RingAsync(first, "a", "b", "c"), RingAsync(second, "a", "b", "c"));

        Assert.Equal(3, tones.Sum());
        Assert.Equal(0, await RingAsync(first, "a"));
        await first.Context.CloseAsync();
    }

    private static Task<int> RingAsync(IPage page, params string[] notices) => page.EvaluateAsync<int>(Ring, notices);
}
