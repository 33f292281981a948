using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class UnsentTextTests(Chromium chromium)
{
    [Fact]
    public async Task Typing_does_not_wait_for_the_server_nor_tell_it_every_key()
    {
        await using var stage = Stage.Set(chromium, "typing");
        var inbox = await stage.SignInAsync("/inbox");
        var sent = 0;
        inbox.WebSocket += (_, socket) => socket.FrameSent += (_, _) => Interlocked.Increment(ref sent);
        await inbox.ReloadAsync();
        await Chromium.InteractiveAsync(inbox);
        await Stage.OpenConversationAsync(inbox, "Tom Baker");
        var text = inbox.GetByLabel("Reply to the customer");
        await text.ClickAsync();
        Assert.True(Volatile.Read(ref sent) > 0, "The page is not connected by a web socket.");

        var before = Volatile.Read(ref sent);
        var words = string.Join(" ", Enumerable.Repeat("typing goes on", 8));
        await inbox.Keyboard.TypeAsync(words);
        await Expect(text).ToHaveValueAsync(words);
        await stage.KeptAsync(words);

        // It is brought every other second, not with each of the 120 keys.
        Assert.InRange(Volatile.Read(ref sent) - before, 1, 60);
        stage.Story.AssertNoComplaints();
    }

    [Fact]
    public async Task A_tab_that_wakes_with_a_dead_connection_comes_back_with_its_text()
    {
        await using var stage = Stage.Set(chromium, "sleeping-tab");
        var inbox = await stage.SignInAsync("/inbox");
        await Stage.OpenConversationAsync(inbox, "Tom Baker");
        await inbox.GetByLabel("Reply to the customer").FillAsync("We will look into it");
        await stage.KeptAsync("We will look into it");
        await stage.MarkAsync();

        await inbox.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await inbox.EvaluateAsync("() => DotNet.invokeMethodAsync('Cosmo.Web', 'StillHere')");
        await stage.AssertNeverReloadedAsync();   // somebody answered

        await inbox.EvaluateAsync("() => { DotNet.invokeMethodAsync = () => new Promise(() => {}); document.dispatchEvent(new Event('visibilitychange')); }");
        await inbox.WaitForFunctionAsync("() => window.neverReloaded !== true", null, new() { Timeout = (float)Patience.Limit.TotalMilliseconds });
        await Chromium.InteractiveAsync(inbox);
        await Expect(inbox.GetByLabel("Reply to the customer")).ToHaveValueAsync("We will look into it");
        stage.Story.AssertNoComplaints();
    }

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
