using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class ClosedWindowTests(Chromium chromium)
{
    [Fact]
    public async Task After_24_hours_the_answer_leaves_as_the_template_that_was_shown()
    {
        await using var stage = Stage.Set(chromium, "closed-window");
        var inbox = await stage.SignInAsync("/inbox");
        var sandbox = await stage.OpenAsync(inbox, "/sandbox");
        var (maria, ben) = (new Phone(sandbox, Stage.Customer), new Phone(sandbox, "Ben Carter"));
        await maria.SayAsync(Stage.Issue);
        await ben.HearAsync(Stage.Issue);
        await sandbox.GetByTestId("clock-25h").ClickAsync();
        await Expect(sandbox.Locator($"[data-phone='{Stage.Customer}'] .phone__window")).ToHaveTextAsync("Only templates reach this phone");

        await Stage.OpenConversationAsync(inbox);
        await Expect(inbox.GetByText("The 24 hours are over: your reply leaves as an approved template.")).ToBeVisibleAsync();
        await inbox.GetByLabel("Reply to the customer").FillAsync("Ask for their order number.");
        await inbox.GetByRole(AriaRole.Button, new() { Name = "Prepare" }).ClickAsync();
        var card = inbox.Locator("[data-draft=Open]");
        await Expect(card).ToContainTextAsync("Template cosmo_answer");
        await Expect(card.Locator("[data-draft-text]")).ToContainTextAsync("Hola María García, aquí tienes la respuesta a tu consulta:");
        await stage.Story.ShotAsync(inbox, "the-inbox-offers-the-template");
        await card.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);

        await ben.SayAsync("Ask for their order number.");
        var draft = await ben.HearAsync("The 24 hours are over, so it would leave as this approved form:");
        await ben.HearAsync("Shall I send it?");
        await stage.Story.ShotAsync(sandbox, "the-phone-shows-the-template");
        await ben.SayAsync("Yes");
        var answer = await maria.HearAsync("aquí tienes la respuesta a tu consulta");
        Assert.Contains(answer, draft, StringComparison.Ordinal);
        Assert.Contains("número de pedido", answer, StringComparison.Ordinal);
        Assert.Equal(2, answer.Split("Hola").Length);   // the template greets, so the answer does not
        await Expect(maria.Last).ToHaveAttributeAsync("data-type", "template");
        await ben.HearAsync("María García has received it (#1).");
        await Expect(inbox.Locator("[data-delivery=Delivered], [data-delivery=Read]", new() { HasText = answer })).ToBeVisibleAsync();
        await stage.Story.ShotAsync(sandbox, "sent");
        await stage.Story.ShotAsync(inbox, "sent-in-the-inbox");
        stage.Story.AssertNoComplaints();
    }
}
