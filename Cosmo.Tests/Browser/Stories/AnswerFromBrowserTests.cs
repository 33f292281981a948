using System.Text.RegularExpressions;
using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class AnswerFromBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task From_the_inbox_the_shown_text_is_sent_and_its_way_is_seen()
    {
        await using var stage = Stage.Set(chromium, "answer-from-the-browser");
        var inbox = await stage.SignInAsync("/inbox");
        var sandbox = await stage.OpenAsync(inbox, "/sandbox");
        var maria = new Phone(sandbox, Stage.Customer);
        await maria.SayAsync(Stage.Issue);
        var row = await Stage.OpenConversationAsync(inbox);
        await Expect(row).ToContainTextAsync("#1");
        await stage.MarkAsync();

        // A note is for the team alone.
        await inbox.Locator("[data-mode=note]").ClickAsync();
        await inbox.GetByLabel("Note for the team").FillAsync("She bought it last week.");
        await inbox.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await Expect(inbox.Locator(".thread .note")).ToContainTextAsync("She bought it last week.");
        await stage.Story.ShotAsync(inbox, "note");

        await inbox.Locator("[data-mode=reply]").ClickAsync();
        await Expect(inbox.GetByText("The customer reads Spanish")).ToBeVisibleAsync();
        await inbox.GetByLabel("Reply to the customer").FillAsync("Ask for their order number.");
        await inbox.GetByLabel("Reply to the customer").PressAsync("Enter");
        var draft = inbox.Locator("[data-draft=Open]");
        await Expect(draft).ToContainTextAsync("Spanish");
        await Expect(draft).ToContainTextAsync("order number");
        await Expect(inbox.GetByLabel("Reply to the customer")).ToHaveValueAsync("");

        // She writes on before it is sent: it waits until that was seen.
        await maria.SayAsync("¿Hay alguien?");
        await Expect(inbox.Locator(".thread")).ToContainTextAsync("¿Hay alguien?");
        await draft.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        var held = inbox.Locator("[data-draft=Held]");
        await Expect(held).ToContainTextAsync("¿Hay alguien?");
        // What is new is said once, in the draft, and not again as something that was refused.
        await Expect(held.GetByText("¿Hay alguien?")).ToHaveCountAsync(1);
        await Expect(inbox.Locator(".talk__refused")).ToHaveCountAsync(0);
        await stage.Story.ShotAsync(inbox, "held");
        await held.GetByRole(AriaRole.Button, new() { Name = "I have seen it" }).ClickAsync();
        var words = await draft.Locator("[data-draft-text]").InnerTextAsync();
        await draft.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        Assert.Equal(words, await maria.HearAsync("número de pedido"));
        await Expect(inbox.Locator("[data-draft]")).ToHaveCountAsync(0);
        var sent = inbox.Locator(".said", new() { HasText = words });
        await Expect(sent).ToHaveAttributeAsync("data-delivery", new Regex("^(Delivered|Read)$"));   // her phone may be in hand still
        await Expect(row).ToContainTextAsync("Answered");
        await maria.LookAsync();
        await Expect(sent).ToHaveAttributeAsync("data-delivery", "Read");
        Assert.Equal(0, await maria.CountAsync("She bought it last week."));
        Assert.Equal(1, await maria.CountAsync("número de pedido"));
        await stage.Story.ShotAsync(inbox, "read");
        await stage.AssertNeverReloadedAsync();
        stage.Story.AssertNoComplaints();
    }
}
