using Cosmo.Tests.Browser.Stories;
using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser;

/// <summary>Many conversations, long threads, long names, words of the other direction: everything stays in its place.</summary>
public sealed class CrowdedPagesTests(Chromium chromium)
{
    private const string LongName = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh";
    private const string Arabic = "مرحبًا، أريد أن أعرف متى يصل طلبي لأنني أنتظره منذ أسبوعين ولم يصلني أي خبر منكم";

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(768, "es")]
    [InlineData(390, "ar")]
    public async Task Only_the_lists_scroll_and_nothing_covers_anything(int width, string language)
    {
        await using var stage = Stage.Set(chromium, $"crowded-{width}-{language}");
        for (var n = 0; n < 60; n++)
            await Correspondence.ReceiveAsync(stage.App, $"Customer {n:00}", $"Do you have lamp {n} in blue?");
        await Correspondence.ReceiveAsync(stage.App, "محمد عبد الله", Arabic);
        var id = await Correspondence.ReceiveTicketAsync(stage.App, LongName, [.. Enumerable.Range(0, 60).Select(n => $"{n}: {new string('x', n * 4)}"), "🎈🎉🔥"]);
        await stage.App.ChangeMemberAsync(CosmoApp.OwnerEmail, (members, ana) =>
        {
            ana.Language = language;
            return members.UpdateAsync(ana);
        });
        var page = await stage.SignInAsync("/inbox", language: language);
        await page.SetViewportSizeAsync(width, width < 500 ? 844 : 900);

        var first = page.Locator("[data-row]", new() { HasText = LongName });
        await Expect(first).ToBeVisibleAsync();
        await AssertStillAsync(page, "the list");
        await Expect(first).ToBeInViewportAsync(new() { Ratio = 1 });
        var view = page.Locator(".views__link").Last;
        await Expect(view).ToBeInViewportAsync(new() { Ratio = 1 });
        await Eventually.SeeAsync("the last view is whole", () => InsideAsync(view, page.Locator(".inbox__list")));
        // Words begin where they begin, whatever direction the page has.
        await Expect(page.Locator(".row__words", new() { HasText = "مرحب" })).ToHaveCSSAsync("direction", "rtl");
        await Expect(page.Locator(".row__words", new() { HasText = "lamp 59" })).ToHaveCSSAsync("direction", "ltr");
        await stage.Story.ShotAsync(page, "list");

        await page.GotoAsync($"/inbox/{id}");
        await Chromium.InteractiveAsync(page);
        await Expect(page.Locator(".thread").GetByText("🎈🎉🔥")).ToBeInViewportAsync();
        await AssertStillAsync(page, "a conversation");
        await Expect(page.Locator("[data-composer] textarea")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(page.Locator("#talk-name bdi")).ToHaveCSSAsync("direction", "ltr");
        await stage.Story.ShotAsync(page, "conversation");

        await page.GotoAsync("/tickets");
        await Chromium.InteractiveAsync(page);
        var row = page.Locator("tr", new() { HasText = LongName });
        await Expect(row.Locator("time")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("."));
        await AssertStillAsync(page, "the queue");
        await Eventually.SeeAsync("the name does not lie over the time", async () => !await TouchAsync(row.Locator(".queue__customer span").Last, row.Locator("time")));
        await stage.Story.ShotAsync(page, "queue");
        stage.Story.AssertNoComplaints();
    }

    // What cannot be seen must not make room for itself either: the page would scroll into nothing.
    private static async Task AssertStillAsync(IPage page, string where)
    {
        await Eventually.SeeAsync($"{where} does not scroll with the page", async () => await page.EvaluateAsync<string>(
            "() => ['html', '#content'].map(s => document.querySelector(s)).map(e => `${e.scrollWidth - e.clientWidth} ${e.scrollHeight - e.clientHeight}`).join(' ')") == "0 0 0 0");
    }

    private static async Task<bool> InsideAsync(ILocator inner, ILocator outer)
    {
        var (a, b) = (await BoxAsync(inner), await BoxAsync(outer));
        return a.X >= b.X && a.X + a.Width <= b.X + b.Width;
    }

    private static async Task<bool> TouchAsync(ILocator one, ILocator other)
    {
        var (a, b) = (await BoxAsync(one), await BoxAsync(other));
        return a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Y + b.Height && b.Y < a.Y + a.Height;
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator what) => await what.BoundingBoxAsync() ?? throw new InvalidOperationException("It is not shown.");
}
