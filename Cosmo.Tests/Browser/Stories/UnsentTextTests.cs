using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class UnsentTextTests(Chromium chromium)
{
    [Fact]
    public async Task What_was_typed_outlives_a_reload_and_waits_in_every_browser_of_the_member()
    {
        await using var stage = Stage.Set(chromium, "unsent");
        var inbox = await stage.SignInAsync("/inbox");
        await Stage.OpenConversationAsync(inbox, "Tom Baker");
        var text = inbox.GetByLabel("Reply to the customer");
        await text.FillAsync("We will look into it, and");
        await inbox.Locator("[data-mode=note]").ClickAsync();
        await inbox.GetByLabel("Note for the team").FillAsync("Ask Ben first");

        // At once, before anything was brought to the server.
        await inbox.ReloadAsync();
        await Chromium.InteractiveAsync(inbox);
        await Expect(text).ToHaveValueAsync("We will look into it, and");
        await inbox.Locator("[data-mode=note]").ClickAsync();
        await Expect(inbox.GetByLabel("Note for the team")).ToHaveValueAsync("Ask Ben first");
        await stage.Story.ShotAsync(inbox, "after-the-reload");

        // What the reload brought back goes to the server as well, without another key.
        await inbox.Locator("[data-mode=reply]").ClickAsync();
        await Expect(text).ToHaveValueAsync("We will look into it, and");
        await stage.KeptAsync("We will look into it, and");
        var elsewhere = await stage.SignInAsync(new Uri(inbox.Url).PathAndQuery);
        var same = elsewhere.GetByLabel("Reply to the customer");
        await Expect(same).ToHaveValueAsync("We will look into it, and");
        await same.FillAsync("We have looked into it.");
        await stage.KeptAsync("We have looked into it.");

        // The first browser does not bring back what was changed elsewhere.
        await inbox.ReloadAsync();
        await Chromium.InteractiveAsync(inbox);
        await Expect(text).ToHaveValueAsync("We have looked into it.");
        await same.FillAsync("");
        await stage.KeptAsync(null);
        stage.Story.AssertNoComplaints();
    }
}
