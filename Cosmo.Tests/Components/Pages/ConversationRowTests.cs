using Bunit;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Web.Components.Pages.Inbox;
using Cosmo.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Components.Pages;

public sealed class ConversationRowTests : BunitContext
{
    private readonly TestClock _clock = new();

    public ConversationRowTests()
    {
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(_clock);
        Services.AddSingleton(new MinuteClock(_clock, NullLogger<MinuteClock>.Instance));
    }

    [Fact]
    public void A_line_that_did_not_change_is_not_rendered_with_its_list()
    {
        var row = new InboxRow(Guid.CreateVersion7(), "María", ChannelKind.WhatsApp, "Hola", Author.Customer, _clock.Now, 1, new(_clock.Now), Handler.Assistant, null);
        var line = Render<ConversationRow>(p => p.Add(r => r.Row, row).Add(r => r.Href, "inbox/1"));

        line.Render(p => p.Add(r => r.Row, row with { }).Add(r => r.Href, "inbox/1"));
        Assert.Equal(1, line.RenderCount);

        line.Render(p => p.Add(r => r.Row, row with { Preview = "Adiós" }).Add(r => r.Href, "inbox/1"));
        Assert.Contains("Adiós", line.Markup, StringComparison.Ordinal);
        line.Render(p => p.Add(r => r.Row, row).Add(r => r.Href, "inbox/1").Add(r => r.IsOpen, true));
        Assert.Contains("Hola", line.Markup, StringComparison.Ordinal);
        Assert.Equal("true", line.Find("a").GetAttribute("aria-current"));
    }

    [Fact]
    public void An_age_is_sent_again_only_when_it_reads_differently()
    {
        var age = Render<RelativeTime>(p => p.Add(t => t.At, _clock.Now - TimeSpan.FromHours(3)));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, age.RenderCount);

        _clock.Advance(TimeSpan.FromHours(1));
        age.WaitForAssertion(() => Assert.Contains("4", age.Find("time").TextContent, StringComparison.Ordinal));
    }
}
