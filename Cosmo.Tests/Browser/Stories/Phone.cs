using Microsoft.Playwright;

namespace Cosmo.Tests.Browser.Stories;

/// <summary>One person's phone on the sandbox page.</summary>
public sealed class Phone(IPage page, string name)
{
    private ILocator Frame => page.Locator($"[data-testid=phone][data-phone='{name}']");

    /// <summary>The texts of what came in, oldest first.</summary>
    public ILocator Received => Frame.Locator("[data-direction=in] [data-testid=bubble-text]");

    /// <summary>The message that came in last.</summary>
    public ILocator Last => Frame.Locator("[data-testid=bubble][data-direction=in]").Last;

    /// <summary>Brings the phone into view if another one stands in its place.</summary>
    public async Task ShowAsync()
    {
        if (!await Frame.IsVisibleAsync())
            await page.Locator($"[data-testid=contact][data-contact='{name}']").ClickAsync();
    }

    /// <summary>Writes and sends.</summary>
    public async Task SayAsync(string text)
    {
        await ShowAsync();
        var composer = Frame.GetByTestId("composer");
        await composer.FillAsync(text);
        await composer.PressAsync("Enter");
        await Assertions.Expect(composer).ToHaveValueAsync("");
    }

    /// <summary>Takes the phone in hand: what came in is read.</summary>
    public Task LookAsync() => Frame.GetByTestId("composer").FocusAsync();

    /// <summary>Waits for a message that contains the words, and reads the whole of it.</summary>
    public async Task<string> HearAsync(string words)
    {
        await ShowAsync();
        var found = Received.Filter(new() { HasText = words }).Last;
        await Assertions.Expect(found).ToBeVisibleAsync();
        return await found.InnerTextAsync();
    }

    /// <summary>How many messages came in with these words.</summary>
    public Task<int> CountAsync(string words) => Received.Filter(new() { HasText = words }).CountAsync();

    /// <summary>Presses a button of the newest message that has it.</summary>
    public async Task PressAsync(string button)
    {
        await ShowAsync();
        await Frame.GetByTestId("option").And(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })).Last.ClickAsync();
    }

    /// <summary>Presses a button, or chooses a row, of the newest message that contains the words.</summary>
    public async Task PressAsync(string words, string option)
    {
        await ShowAsync();
        await Bubble(words).GetByTestId("option").Filter(new() { HasText = option }).First.ClickAsync();
    }

    /// <summary>Answers by quoting the newest message that contains the words.</summary>
    public async Task ReplyAsync(string words, string text)
    {
        await ShowAsync();
        await Bubble(words).Locator("footer button").ClickAsync();
        await Assertions.Expect(Frame.Locator(".phone__quote")).ToBeVisibleAsync();
        await SayAsync(text);
    }

    // By its text alone: a list of tickets has their words on its rows as well.
    private ILocator Bubble(string words) => Frame.Locator("[data-testid=bubble][data-direction=in]")
        .Filter(new() { Has = page.GetByTestId("bubble-text").Filter(new() { HasText = words }) }).Last;
}
