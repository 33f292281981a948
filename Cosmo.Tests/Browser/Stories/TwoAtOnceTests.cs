using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class TwoAtOnceTests(Chromium chromium)
{
    [Fact]
    public async Task Of_two_answers_at_once_the_customer_gets_one()
    {
        await using var stage = Stage.Set(chromium, "two-at-once");
        await stage.PlaceAsync("Ana Ruiz", FirstDepartments.Operations);
        var inbox = await stage.SignInAsync("/inbox");
        var sandbox = await stage.OpenAsync(inbox, "/sandbox");
        var other = await stage.OpenAsync(inbox, "/sandbox");
        var tickets = await stage.OpenAsync(inbox, "/tickets");
        await stage.MarkAsync();
        var (maria, ben, ana) = (new Phone(sandbox, Stage.Customer), new Phone(sandbox, "Ben Carter"), new Phone(other, "Ana Ruiz"));

        await maria.SayAsync(Stage.Issue);
        await ben.HearAsync(Stage.Issue);
        await ana.HearAsync(Stage.Issue);
        await ben.SayAsync("Ask for their order number.");
        await ana.SayAsync("Pide una foto del producto.");
        await ben.HearAsync("Shall I send it?");
        await ana.HearAsync("¿Lo envío?");
        await Stage.OpenConversationAsync(inbox);
        await Expect(inbox.GetByText("Also writing an answer: ")).ToContainTextAsync("Ana Ruiz");
        await stage.Story.ShotAsync(inbox, "both-are-writing");

        await Task.WhenAll(ben.SayAsync("Yes"), ana.SayAsync("Sí"));

        var state = inbox.Locator(".top__state");
        await Expect(state).ToContainTextAsync("Answered");
        var benWasFirst = (await state.InnerTextAsync()).Contains("Ben Carter", StringComparison.Ordinal);
        var answer = await maria.HearAsync(benWasFirst ? "número de pedido" : "foto");
        var told = benWasFirst ? await ana.HearAsync("Ben Carter ya ha respondido #1") : await ben.HearAsync("Ana Ruiz has answered #1");
        Assert.Contains(benWasFirst ? "Tu texto no se ha enviado" : "Your text was not sent", told, StringComparison.Ordinal);
        await (benWasFirst ? ben.HearAsync("María García has received it (#1).") : ana.HearAsync("María García lo ha recibido (#1)."));
        await stage.Story.ShotAsync(sandbox, "answered");
        await stage.Story.ShotAsync(other, "answered-on-the-other-page");

        await Expect(inbox.Locator("[data-delivery=Delivered], [data-delivery=Read]", new() { HasText = answer })).ToBeVisibleAsync();
        await Expect(inbox.GetByText("Also writing an answer: ")).ToHaveCountAsync(0);
        await Expect(tickets.Locator("tr", new() { HasText = Stage.Issue })).ToHaveCountAsync(0);
        await tickets.GetByRole(AriaRole.Link, new() { Name = "Answered" }).ClickAsync();
        await Expect(tickets.Locator("tr", new() { HasText = Stage.Issue })).ToContainTextAsync(benWasFirst ? "Ben Carter" : "Ana Ruiz");
        Assert.Equal(0, await maria.CountAsync(benWasFirst ? "foto" : "número de pedido"));
        Assert.Equal(1, await AnswersAsync(stage));
        await stage.Story.ShotAsync(inbox, "answered-in-the-inbox");
        await stage.AssertNeverReloadedAsync();
        stage.Story.AssertNoComplaints();
    }

    private static async Task<int> AnswersAsync(Stage stage)
    {
        await using var db = await stage.App.Services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        return await db.Set<Message>().CountAsync(m => m.Author == Author.Member);
    }
}
