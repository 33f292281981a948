using Cosmo.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser;

/// <summary>An entry's preview is drawn when its writer pauses, without leaving the field.</summary>
public sealed class EntryPreviewTests(Chromium chromium)
{
    [Fact]
    public async Task The_preview_follows_each_pause_and_no_key_is_lost()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail);
        await page.GotoAsync("/knowledge");
        await Chromium.InteractiveAsync(page);
        await page.Locator(".c-page__header .c-button--primary").ClickAsync();
        await Expect(page.Locator("#entry-question")).ToBeFocusedAsync();   // the form takes the focus once it stands
        var (answer, lines) = (page.Locator("#entry-answer"), page.Locator("[data-testid=preview] li"));

        await answer.PressSequentiallyAsync("- one");
        await Expect(lines).ToHaveTextAsync(["one"]);
        await answer.PressSequentiallyAsync("\n- two\n- three", new() { Delay = 30 });   // milliseconds between keys: what is drawn meanwhile must not undo them
        await Expect(lines).ToHaveTextAsync(["one", "two", "three"]);
        await Expect(answer).ToHaveValueAsync("- one\n- two\n- three");
        await Expect(answer).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }
}
