using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Replies;
using Cosmo.Tests.Browser.Stories;
using Cosmo.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser;

/// <summary>What anybody writes is text on every page: it makes no element, runs nothing, and fetches nothing.</summary>
public sealed class HostileTextTests(Chromium chromium)
{
    private static readonly string[] s_payloads =
    [
        "<img src=x onerror=\"window.hacked=1\">", "<script>window.hacked=1</script>", "<svg/onload=window.hacked=1>", "\"><iframe srcdoc='<script>parent.hacked=1</script>'>",
        "' autofocus onfocus=window.hacked=1 x='", "javascript:window.hacked=1", "[here](javascript:window.hacked=1)", "![x](https://evil.example/x.png)",
        "https://evil.example/?q=\"onmouseover=\"window.hacked=1", "<a href=\"https://evil.example\" ping=\"https://evil.example\">here</a>", "{{constructor.constructor('window.hacked=1')()}}",
        "<base href=\"https://evil.example/\">", "<style>@import 'https://evil.example/x.css'</style>", "\u202E<b>gnp.exe</b>\uFEFF",
    ];

    [Fact]
    public async Task It_stays_text_wherever_it_came_in()
    {
        await using var stage = Stage.Set(chromium, "hostile-text");
        var page = await stage.SignInAsync("/inbox");
        var services = stage.App.Services;
        var conversations = new List<Guid>();
        foreach (var payload in s_payloads)
            conversations.Add(await Correspondence.ReceiveTicketAsync(stage.App, payload, s_payloads));
        var ana = Guid.Empty;
        await stage.App.ChangeMemberAsync(CosmoApp.OwnerEmail, (members, member) =>
        {
            (ana, member.Name) = (member.Id, "<img src=x onerror=\"window.hacked=1\">");
            return members.UpdateAsync(member);
        });
        foreach (var payload in s_payloads)
        {
            Assert.Null(await services.GetRequiredService<NoteDesk>().AddAsync(conversations[0], ana, payload, TestContext.Current.CancellationToken));
            Assert.Null(await services.GetRequiredService<KnowledgeDesk>().AddAsync(new(payload, payload, "en", "<b>", Published: true, TeamOnly: false), ana, cancel: TestContext.Current.CancellationToken));
        }
        Assert.Null(await services.GetRequiredService<DraftDesk>().BeginAsync(Guid.CreateVersion7(), conversations[0], ana, DraftSource.Browser, string.Join(" ", s_payloads), TestContext.Current.CancellationToken));

        var strangers = new List<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: "http" or "https" })
                strangers.Add(request.Url);
        };
        foreach (var path in (string[])["/inbox", $"/inbox/{conversations[0]}", "/inbox?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E", "/tickets", "/team", "/knowledge", "/sandbox", "/health"])
        {
            await page.GotoAsync(path);
            await Chromium.InteractiveAsync(page);
            await Expect(page.Locator(".c-skeleton")).ToHaveCountAsync(0);
            Assert.Equal(0, await page.Locator("#content :is(iframe, script, style, base, img[src=x], [onerror], [onload], [onfocus], [onmouseover], a[href^=javascript], a[href*='evil.example']:not([rel~=noopener]))").CountAsync());
            Assert.False(await page.EvaluateAsync<bool>("() => 'hacked' in window"), path);
            await stage.Story.ShotAsync(page, path.Split('/', '?')[1]);
        }

        await page.GotoAsync($"/inbox/{conversations[0]}");
        await Expect(page.Locator(".thread .bubble__text").First).ToHaveTextAsync(s_payloads[0]);
        await Expect(page.Locator("[data-draft]")).ToBeVisibleAsync();
        Assert.Empty(strangers);
        stage.Story.AssertNoComplaints();
    }
}
