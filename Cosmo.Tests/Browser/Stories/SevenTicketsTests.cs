using Cosmo.Core.Replies;
using Cosmo.Core.Settings;
using Cosmo.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

/// <summary>Seven customers in one member's thread, answered in every way there is; at the end each phone is read as a whole.</summary>
public sealed class SevenTicketsTests(Chromium chromium)
{
    private static readonly string[] s_names = ["María García", "Nora Quist", "Omar Haddad", "Petra Lang", "Quinn Doyle", "Rita Moss", "Sven Berg"];
    private static readonly string[] s_issues =
    [
        Stage.Issue, "The lamp arrived broken", "The chair arrived broken", "The vase arrived broken",
        "The mirror arrived broken", "The table arrived broken", "The shelf arrived broken",
    ];

    [Fact]
    public async Task A_member_with_seven_tickets_in_one_thread_never_sends_a_word_to_the_wrong_customer()
    {
        await using var stage = Stage.Set(chromium, "seven-tickets");
        var sandbox = await stage.SignInAsync("/sandbox");
        var ben = new Phone(sandbox, "Ben Carter");
        var customers = await SevenWriteAsync(sandbox, ben);
        var answers = new string?[customers.Length];

        // By a quote, and by a number: two drafts wait at once, and a plain yes means neither.
        await ben.ReplyAsync(s_issues[0], "Ask for their order number.");
        answers[0] = await DraftAsync(ben, 1, "Spanish");
        await ben.SayAsync("#2 We send a new lamp today.");
        answers[1] = await DraftAsync(ben, 2);
        await ben.SayAsync("yes");
        await ben.HearAsync("Several drafts are waiting.");
        await stage.Story.ShotAsync(sandbox, "two-drafts");
        await ben.PressAsync("For Nora Quist (#2)", "Send");
        await ben.HearAsync("Nora Quist has received it (#2).");
        await Expect(customers[0].Received).ToHaveTextAsync([Acknowledged(0)]);
        await ben.PressAsync("For María García (#1)", "Send");
        await ben.HearAsync("María García has received it (#1).");

        // By the button; the customer writes meanwhile, so the answer is held.
        await ben.PressAsync(s_issues[2], "Answer #3");
        await ben.HearAsync("Write your answer to Omar Haddad (#3) now.");
        await ben.SayAsync("We send a new chair today.");
        answers[2] = await DraftAsync(ben, 3);
        await customers[2].SayAsync("Please hurry, guests come tomorrow");
        await ben.HearAsync("#3 Omar Haddad wrote again:");
        await ben.PressAsync("For Omar Haddad (#3)", "Send");
        Assert.Contains("Please hurry, guests come tomorrow", await ben.HearAsync("Before I send it: something new came in for #3."), StringComparison.Ordinal);
        await Expect(customers[2].Received).ToHaveTextAsync([Acknowledged(2)]);
        await stage.Story.ShotAsync(sandbox, "held");
        await ben.PressAsync("Before I send it: something new came in for #3.", "Send anyway");
        await ben.HearAsync("Omar Haddad has received it (#3).");

        // By nothing at all: Cosmo asks.
        await ben.SayAsync("We send a new vase today.");
        await ben.PressAsync("Which ticket is this for?", "#4 Petra Lang");
        answers[3] = await DraftAsync(ben, 4);
        await ben.SayAsync("yes");
        await ben.HearAsync("Petra Lang has received it (#4).");

        await UndoneAsync(stage, ben, customers[4], answers);

        // A slip of the finger is asked about and becomes nothing.
        await ben.SayAsync("clsoe");
        await ben.HearAsync("Did you mean “close”? Nothing was sent to anybody.");
        await ben.ReplyAsync(s_issues[5], "We send a new table today.");
        answers[5] = await DraftAsync(ben, 6);
        await ben.SayAsync("#6 yes");
        await ben.HearAsync("Rita Moss has received it (#6).");

        await ben.SayAsync("#7 We send a new shelf today.");
        await DraftAsync(ben, 7);
        await ben.SayAsync("cancel");
        await ben.HearAsync("Cancelled. Nothing was sent to Sven Berg (#7).");
        await stage.Story.ShotAsync(sandbox, "all-answered");

        for (var i = 0; i < customers.Length; i++)
        {
            await customers[i].ShowAsync();
            await Expect(customers[i].Received).ToHaveTextAsync(answers[i] is { } answer ? [Acknowledged(i), answer] : [Acknowledged(i)]);
        }

        Assert.Equal(6, answers.OfType<string>().Distinct().Count());
        stage.Story.AssertNoComplaints();
    }

    private static async Task UndoneAsync(Stage stage, Phone ben, Phone quinn, string?[] answers)
    {
        await HoldAsync(stage, UndoHold.Longest);
        await ben.SayAsync("#5 We send a new mirror today.");
        var regretted = await DraftAsync(ben, 5);
        await ben.PressAsync("For Quinn Doyle (#5)", "Send");
        await ben.PressAsync("On its way to Quinn Doyle (#5)", "Undo");
        await ben.HearAsync("Taken back. Quinn Doyle (#5) got nothing.");
        await HoldAsync(stage, TimeSpan.Zero);
        // The next words are the better ones.
        await ben.SayAsync("We send a better mirror today.");
        await ben.HearAsync("better mirror");
        answers[4] = await DraftAsync(ben, 5);
        Assert.NotEqual(regretted, answers[4]);
        await ben.PressAsync("better mirror", "Send");
        await ben.HearAsync("Quinn Doyle has received it (#5).");
        await Expect(quinn.Received).ToHaveTextAsync([Acknowledged(4), answers[4]!]);
    }

    private static async Task<Phone[]> SevenWriteAsync(IPage sandbox, Phone ben)
    {
        var customers = new Phone[s_names.Length];
        for (var i = 0; i < customers.Length; i++)
        {
            if (i > 0)
                await IntroduceAsync(sandbox, s_names[i]);
            customers[i] = new(sandbox, s_names[i]);
            await customers[i].SayAsync(s_issues[i]);
            // One after the other: the numbers of the tickets follow.
            await customers[i].HearAsync(Acknowledged(i));
            await ben.HearAsync(s_issues[i]);
        }

        return customers;
    }

    private static async Task IntroduceAsync(IPage sandbox, string name)
    {
        await sandbox.GetByTestId("sandbox-new").ClickAsync();
        await sandbox.GetByTestId("sandbox-new-name").FillAsync(name);
        await sandbox.GetByTestId("sandbox-add").ClickAsync();
        await Expect(sandbox.Locator($"[data-testid=contact][data-contact='{name}']")).ToBeVisibleAsync();
        await Expect(sandbox.GetByTestId("sandbox-new")).ToHaveAttributeAsync("aria-expanded", "false");
    }

    // What stands between "For …:" and the question is what would leave.
    private static async Task<string> DraftAsync(Phone ben, int number, string language = "English") =>
        (await ben.HearAsync($"For {s_names[number - 1]} (#{number}), in {language}:")).Split("\n\n")[1];

    private static string Acknowledged(int customer) => customer == 0
        ? "Hola María, gracias por tu mensaje. Una persona de nuestro equipo te responderá aquí."
        : $"Hi {s_names[customer].Split(' ')[0]}, thank you for your message. A person from our team will answer you here.";

    private static Task HoldAsync(Stage stage, TimeSpan hold) => stage.App.Services.GetRequiredService<SettingsStore>()
        .KeepAsync(UndoHold.Key, hold.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
