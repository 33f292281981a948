using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser.Stories;

/// <summary>Follows the pages of a story: pictures of its steps, and whatever a page complains about.</summary>
/// <param name="name">The folder of the pictures, below "screenshots" beside the test's program.</param>
public sealed class Story(string name)
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots", name)).FullName;
    private int _shots;

    /// <summary>Opens another page of the same person on the address.</summary>
    public async Task<IPage> OpenAsync(IBrowserContext person, string path)
    {
        var page = await person.NewPageAsync();
        Follow(page);
        await page.GotoAsync(path);
        await Web.Chromium.InteractiveAsync(page);
        return page;
    }

    /// <summary>Notes from here on what goes wrong in the page.</summary>
    public void Follow(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                _complaints.Enqueue($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"{page.Url}: {error}");
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
                _complaints.Enqueue($"{answer.Status} {answer.Url}");
        };
        page.RequestFailed += (_, request) =>
        {
            // What a page was still fetching when it was left is no fault.
            if (request.Failure is not "net::ERR_ABORTED")
                _complaints.Enqueue($"{request.Failure} {request.Url}");
        };
    }

    /// <summary>A picture of what the page shows now.</summary>
    public async Task ShotAsync(IPage page, string step)
    {
        await page.BringToFrontAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(_folder, $"{Interlocked.Increment(ref _shots):00}-{step}.png") });
    }

    /// <summary>Fails if any page complained.</summary>
    public void AssertNoComplaints() => Assert.True(_complaints.IsEmpty, string.Join('\n', _complaints));
}
