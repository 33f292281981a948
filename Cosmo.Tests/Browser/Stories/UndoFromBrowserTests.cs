using System.Text.RegularExpressions;
using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class UndoFromBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task What_is_taken_back_in_time_never_reaches_the_customer_and_what_is_not_leaves_when_its_time_has_come()
    {
        await using var stage = Stage.Set(chromium, "undo-in-the-browser", holdSeconds: 30);
        var inbox = await stage.SignInAsync("/inbox");
        var sandbox = await stage.OpenAsync(inbox, "/sandbox");
        var maria = new Phone(sandbox, Stage.Customer);
        await maria.SayAsync(Stage.Issue);
        await Stage.OpenConversationAsync(inbox);
        await stage.MarkAsync();

        var undone = await ConfirmAsync(inbox, "Ask for their order number.");
        var held = inbox.Locator(".said", new() { HasText = undone });
        await Expect(held).ToHaveAttributeAsync("data-delivery", "Queued");
        await held.Locator("[data-undo]").ClickAsync();
        await Expect(held).ToHaveAttributeAsync("data-delivery", "Recalled");
        await Expect(inbox.Locator("[data-undo]")).ToHaveCountAsync(0);
        // Whoever takes something back mostly wants to say it better.
        await Expect(inbox.GetByLabel("Reply to the customer")).ToHaveValueAsync("Ask for their order number.");
        await stage.Story.ShotAsync(inbox, "taken-back");

        var sent = await ConfirmAsync(inbox, "Ask for a photo.");
        Assert.NotEqual(undone, sent);
        var waiting = inbox.Locator(".said", new() { HasText = sent });
        await Expect(waiting.Locator("[data-undo]")).ToBeVisibleAsync();
        Assert.Equal(0, await maria.CountAsync(sent));
        await sandbox.GetByTestId("clock-1h").ClickAsync();   // the program's clock: the hold is over

        Assert.Equal(sent, await maria.HearAsync(sent));
        await Expect(waiting).ToHaveAttributeAsync("data-delivery", new Regex("^(Sent|Delivered|Read)$"));
        await Expect(inbox.Locator("[data-undo]")).ToHaveCountAsync(0);
        // To one customer all leaves in one lane: what stood before it would have come before it.
        Assert.Equal(0, await maria.CountAsync(undone));
        await stage.AssertNeverReloadedAsync();
        stage.Story.AssertNoComplaints();
    }

    private static async Task<string> ConfirmAsync(IPage inbox, string instruction)
    {
        await inbox.GetByLabel("Reply to the customer").FillAsync(instruction);
        await inbox.GetByLabel("Reply to the customer").PressAsync("Enter");
        var draft = inbox.Locator("[data-draft=Open]");
        var words = await draft.Locator("[data-draft-text]").InnerTextAsync();
        await draft.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(inbox.Locator("[data-draft]")).ToHaveCountAsync(0);
        return words;
    }
}
