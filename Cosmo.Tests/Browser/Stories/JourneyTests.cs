using System.Text.RegularExpressions;
using Cosmo.Tests.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

/// <summary>The main story from the very first start: a customer writes, a member answers from a phone, the pages show each step.</summary>
public sealed partial class JourneyTests(Chromium chromium)
{
    private const string Words = "El producto llegó roto, necesito devolverlo";
    private const string Reply = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    [Fact]
    public async Task From_the_first_start_to_the_confirmed_answer()
    {
        using var console = new ConsoleLog();
        await using var app = CosmoApp.Start(host => host.ConfigureLogging(logging => logging.AddProvider(console)));
        var story = new Story("journey");
        var inbox = await chromium.OpenAsync(app);
        story.Follow(inbox);
        await SetUpAsync(inbox, story, console);
        var tickets = await story.OpenAsync(inbox.Context, "/tickets");
        var sandbox = await story.OpenAsync(inbox.Context, "/sandbox");
        // A reload would forget this mark.
        foreach (var page in (IPage[])[inbox, tickets, sandbox])
            await page.EvaluateAsync("() => { window.neverReloaded = true; }");
        var maria = new Phone(sandbox, "María García");
        var ben = new Phone(sandbox, "Ben Carter");
        await story.ShotAsync(sandbox, "phones");

        await maria.SayAsync(Words);
        await maria.HearAsync("Una persona de nuestro equipo te responderá aquí.");
        var row = inbox.Locator("[data-row]", new() { HasText = "María García" });
        await Expect(row).ToContainTextAsync("#1");
        await Expect(row).ToContainTextAsync("Requested");
        await Expect(tickets.Locator("tr", new() { HasText = Words })).ToContainTextAsync("Operations");
        var notified = await ben.HearAsync(Words);
        Assert.Contains("María García", notified, StringComparison.Ordinal);
        await story.ShotAsync(sandbox, "notified");
        await story.ShotAsync(tickets, "ticket-open");
        await row.ClickAsync();
        await story.ShotAsync(inbox, "conversation-open");

        await ben.SayAsync(Reply);
        var draft = await ben.HearAsync("María García (#1), in Spanish");
        Assert.Contains("order number", draft, StringComparison.OrdinalIgnoreCase);
        await ben.HearAsync("Shall I send it?");
        await Expect(inbox.GetByText("Also writing an answer: Ben Carter")).ToBeVisibleAsync();
        await story.ShotAsync(sandbox, "draft");
        await story.ShotAsync(inbox, "draft-seen-in-the-inbox");

        await ben.SayAsync("Yes");
        var answer = await maria.HearAsync("Te reembolsaremos");
        Assert.Contains($"\n\n{answer}\n\n", draft, StringComparison.Ordinal);
        await ben.HearAsync("María García has received it (#1).");
        await Expect(inbox.Locator("[data-delivery=Delivered], [data-delivery=Read]", new() { HasText = answer })).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync("Answered");
        await Expect(tickets.Locator("tr", new() { HasText = Words })).ToHaveCountAsync(0);
        await story.ShotAsync(sandbox, "answered");
        await story.ShotAsync(inbox, "answered-in-the-inbox");
        await tickets.GetByRole(AriaRole.Link, new() { Name = "Answered" }).ClickAsync();
        await Expect(tickets.Locator("tr", new() { HasText = Words })).ToContainTextAsync("Ben Carter");
        await story.ShotAsync(tickets, "ticket-answered");

        foreach (var page in (IPage[])[inbox, tickets, sandbox])
            Assert.True(await page.EvaluateAsync<bool>("() => window.neverReloaded === true"), page.Url);
        story.AssertNoComplaints();
    }

    private static async Task SetUpAsync(IPage page, Story story, ConsoleLog console)
    {
        await Eventually.SeeAsync("the console shows the code", () => console.Lines.Any(Welcome().IsMatch));
        var welcome = console.Lines.Select(line => Welcome().Match(line)).First(match => match.Success);
        await page.GotoAsync(welcome.Groups["address"].Value);
        await page.FillAsync("#code", welcome.Groups["code"].Value);
        await page.FillAsync("#name", "Ana Silva");
        await page.FillAsync("#email", "owner@example.com");   // the sample has an Ana of its own
        await page.FillAsync("#password", CosmoApp.OwnerPassword);
        await page.FillAsync("#business", "Casa Sol");
        await story.ShotAsync(page, "setup");
        await page.ClickAsync("form:has(#code) button");
        await Expect(page).ToHaveURLAsync(new Regex("/inbox$"));
        await Chromium.InteractiveAsync(page);
        // The sample's customers have written by themselves.
        await Expect(page.Locator("[data-row]", new() { HasText = "Tom Baker" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-row]", new() { HasText = "Aylin" })).ToBeVisibleAsync();
        await story.ShotAsync(page, "first-inbox");
    }

    [GeneratedRegex(@"Open (?<address>\S+/setup) and enter the code (?<code>\S+)")]
    private static partial Regex Welcome();
}
