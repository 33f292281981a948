using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class KilledServerTests(Chromium chromium)
{
    private const string Unsent = "We will also send you a replacement.";
    private const string Answer = "número de pedido";

    [Theory]
    [InlineData("before-claim-commit")]
    [InlineData("after-response-before-record")]
    public async Task Dying_between_the_yes_and_the_send_loses_no_text_and_sends_the_answer_once(string failpoint)
    {
        await using var server = await MortalServer.StartAsync();
        var story = new Story($"killed-{failpoint}");
        var inbox = await chromium.OpenAsync(server.Address, CosmoApp.OwnerEmail);
        await inbox.GotoAsync("/inbox");
        await Chromium.InteractiveAsync(inbox);
        var sandbox = await story.OpenAsync(inbox.Context, "/sandbox");
        var (maria, ben) = (new Phone(sandbox, Stage.Customer), new Phone(sandbox, "Ben Carter"));
        await maria.SayAsync(Stage.Issue);
        await ben.HearAsync(Stage.Issue);

        await Stage.OpenConversationAsync(inbox);
        var composer = inbox.Locator("[data-composer] textarea");
        await inbox.Locator("[data-mode=note]").ClickAsync();
        await inbox.GetByLabel("Note for the team").FillAsync("She is a regular customer.");
        await composer.PressAsync("Enter");
        await Expect(inbox.Locator(".thread").GetByText("She is a regular customer.")).ToBeVisibleAsync();
        // After the note: what a colleague notes later holds a draft.
        await ben.SayAsync("Ask for their order number.");
        await ben.HearAsync("Shall I send it?");
        await inbox.Locator("[data-mode=reply]").ClickAsync();
        await inbox.GetByLabel("Reply to the customer").FillAsync(Unsent);
        // Only when nothing else is due, the next call to the outside is the answer's.
        await server.IdleAsync();
        await server.KillAsync();
        // Both pages first know that it is gone, and then are back: a page that is being loaded while it dies again would be lost for good.
        await MortalServer.LostAsync(inbox);
        await MortalServer.LostAsync(sandbox);
        await story.ShotAsync(inbox, "lost");
        await server.ReviveAsync(failpoint);
        await server.BackAsync(inbox);
        await server.BackAsync(sandbox);

        await ben.PressAsync("Send");
        await server.Ended.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        await MortalServer.LostAsync(inbox);
        await MortalServer.LostAsync(sandbox);
        await server.ReviveAsync();

        await server.BackAsync(inbox);
        await Expect(composer).ToHaveValueAsync(Unsent);
        await Expect(inbox.Locator(".thread").GetByText("She is a regular customer.")).ToBeVisibleAsync();
        await Expect(inbox.Locator("[data-delivery=Delivered], [data-delivery=Read]", new() { HasText = Answer })).ToBeVisibleAsync();
        await story.ShotAsync(inbox, "back");
        await server.BackAsync(sandbox);
        await maria.HearAsync(Answer);
        await ben.HearAsync("María García has received it (#1).");
        await server.IdleAsync();
        Assert.Equal(1, await maria.CountAsync(Answer));
        await story.ShotAsync(sandbox, "answered");
        await inbox.Context.CloseAsync();
    }
}
