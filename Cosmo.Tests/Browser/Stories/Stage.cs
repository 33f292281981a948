using System.Globalization;
using Cosmo.Core.Administration;
using Cosmo.Core.Replies;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Tests.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser.Stories;

/// <summary>The sample business in a running program: its owner Ana Silva at the pages, and everybody's phone in the sandbox.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>What María García writes; it needs a person, and goes to Operations.</summary>
    public const string Issue = "El producto llegó roto, necesito devolverlo";
    public const string Customer = "María García";

    private readonly List<IPage> _pages = [];
    private readonly Chromium _chromium;

    private Stage(Chromium chromium, CosmoApp app, Story story) => (_chromium, App, Story) = (chromium, app, story);

    public CosmoApp App { get; }

    public Story Story { get; }

    /// <summary>How long a confirmed answer can be taken back; stories that are about something else do not wait.</summary>
    public int HoldSeconds { get; init; }

    /// <summary>Sets it up; nobody has opened a page yet.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="name">The folder of the story's pictures.</param>
    /// <param name="holdSeconds">How long a confirmed answer can be taken back; stories that are about something else do not wait.</param>
    public static Stage Set(Chromium chromium, string name, int holdSeconds = 0) => new(chromium, CosmoApp.Start(WithSample), new Story(name)) { HoldSeconds = holdSeconds };

    /// <summary>The settings of a first start that nobody has to sit at.</summary>
    public static void WithSample(IWebHostBuilder host) => host
        .UseSetting("Setup:OwnerName", "Ana Silva")
        .UseSetting("Setup:OwnerEmail", CosmoApp.OwnerEmail)
        .UseSetting("Setup:OwnerPassword", CosmoApp.OwnerPassword)
        .UseSetting("Setup:Business", "Casa Sol")
        .UseSetting("Setup:LoadSample", "true");

    /// <summary>A browser in which the owner has signed in, with its first page on the address.</summary>
    public async Task<IPage> SignInAsync(string path, string theme = "light", string language = "en")
    {
        await App.Services.GetRequiredService<SettingsStore>().KeepAsync(UndoHold.Key, HoldSeconds.ToString(CultureInfo.InvariantCulture));
        var page = await _chromium.OpenAsync(App, CosmoApp.OwnerEmail, theme, language);
        Story.Follow(page);
        _pages.Add(page);
        await page.GotoAsync(path);
        await Chromium.InteractiveAsync(page);
        return page;
    }

    /// <summary>A browser in which nobody has signed in.</summary>
    public async Task<IPage> StrangerAsync(string path)
    {
        var page = await _chromium.OpenAsync(App);
        Story.Follow(page);
        _pages.Add(page);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Another page of the same browser. It must not be loaded a second time, see <see cref="AssertNeverReloadedAsync"/>.</summary>
    public async Task<IPage> OpenAsync(IPage beside, string path)
    {
        var page = await Story.OpenAsync(beside.Context, path);
        _pages.Add(page);
        return page;
    }

    /// <summary>Opens a conversation that is in the list.</summary>
    public static async Task<ILocator> OpenConversationAsync(IPage inbox, string customer = Customer)
    {
        var row = inbox.Locator("[data-row]", new() { HasText = customer });
        await row.ClickAsync();
        await Assertions.Expect(inbox.Locator("#talk-name")).ToHaveTextAsync(customer);
        return row;
    }

    /// <summary>Gives a sample member a place in a department beside the one they have.</summary>
    public async Task PlaceAsync(string memberName, string departmentName)
    {
        var team = App.Services.GetRequiredService<TeamQueries>();
        var members = await team.MembersAsync();
        var (member, owner) = (members.Single(m => m.Name == memberName), members.Single(m => m.Name == "Ana Silva"));
        var department = (await team.DepartmentsAsync()).Single(d => d.Name == departmentName);
        Assert.Null(await App.Services.GetRequiredService<TeamDesk>().PlaceAsync(member.Id, [.. member.Departments, department.Id], owner.Id));
    }

    /// <summary>Waits until the server keeps these words, and no others, as typed and not sent; null: none.</summary>
    public Task KeptAsync(string? text) => Eventually.SeeAsync($"the server keeps: {text}", async () =>
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        return (await db.Set<UnsentText>().AsNoTracking().ToListAsync()).SingleOrDefault()?.Text == text;
    });

    /// <summary>From here on a reload of any of the pages is noticed.</summary>
    public async Task MarkAsync()
    {
        foreach (var page in _pages)
            await page.EvaluateAsync("() => { window.neverReloaded = true; }");
    }

    /// <summary>Everything that the pages show came by itself.</summary>
    public async Task AssertNeverReloadedAsync()
    {
        foreach (var page in _pages)
            Assert.True(await page.EvaluateAsync<bool>("() => window.neverReloaded === true"), page.Url);
    }

    public async ValueTask DisposeAsync()
    {
        // Pages left open would knock at a program that is gone, as long as the other tests run.
        foreach (var context in _pages.Select(page => page.Context).Distinct())
            await context.CloseAsync();
        await App.DisposeAsync();
    }
}
