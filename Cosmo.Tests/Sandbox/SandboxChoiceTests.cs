using System.Globalization;
using Bunit;
using Cosmo.Web.Components.Pages.Sandbox;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

/// <summary>Which phones are in view, what they offer to say, and what can be made to go wrong.</summary>
public sealed class SandboxChoiceTests() : SandboxPageScene(new DefaultSandboxCast())
{
    [Fact]
    public async Task A_chosen_phone_takes_the_place_of_the_one_chosen_longest_ago()
    {
        var page = Render<SandboxPage>();
        Assert.Equal(("active", "beside", null), (Place(page, "María García"), Place(page, "Tom Baker"), Place(page, "Aylin")));

        await page.InvokeAsync(() => page.Find("[data-contact=Aylin]").Click());
        Assert.Equal(("beside", null, "active"), (Place(page, "María García"), Place(page, "Tom Baker"), Place(page, "Aylin")));
        Assert.Equal("true", page.Find("[data-contact=Aylin]").GetAttribute("aria-pressed"));

        await page.InvokeAsync(() => page.Find("[data-phone='María García']").FocusIn());
        Assert.Equal(("active", "beside"), (Place(page, "María García"), Place(page, "Aylin")));
    }

    [Fact]
    public async Task A_suggestion_is_sent_by_the_chosen_customer()
    {
        var page = Render<SandboxPage>();
        await page.InvokeAsync(() => page.Find("[data-contact='Tom Baker']").Click());

        var idea = page.FindAll("[data-side=customers] [data-testid=idea]")[0];
        Assert.Equal("El producto llegó roto, necesito devolverlo", idea.TextContent.Trim());
        await page.InvokeAsync(() => page.FindAll("[data-side=customers] [data-testid=idea]")[0].Click());

        Assert.Equal("El producto llegó roto, necesito devolverlo", Assert.Single(Graph.Chat(DefaultSandboxCast.Tom.UserId, Number)).Text);
        Assert.Empty(Graph.Chat(Maria, Number));
    }

    [Fact]
    public void Where_nobody_is_nothing_can_be_sent()
    {
        var page = Render<SandboxPage>();
        Assert.All(page.FindAll("[data-side=members] [data-testid=idea]"), idea => Assert.True(idea.HasAttribute("disabled")));
        Assert.NotNull(page.Find("[data-side=members] .c-state"));
    }

    [Fact]
    public async Task The_buttons_of_a_message_are_spent_after_one_press()
    {
        var page = Render<SandboxPage>();
        Graph.Say(Maria, Number, "Hola");
        using var send = System.Text.Json.JsonDocument.Parse(
            """{"messaging_product":"whatsapp","to":"+34600000001","type":"interactive","interactive":{"type":"button","body":{"text":"¿Sí?"},"action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Sí"}},{"type":"reply","reply":{"id":"no","title":"No"}}]}}}""");
        Assert.Null(Graph.Accept(Number, send.RootElement).Error);
        Assert.All(page.WaitForElements("[data-testid=option]"), option => Assert.False(option.HasAttribute("disabled")));

        await page.InvokeAsync(() => page.FindAll("[data-testid=option]")[0].Click());

        var options = page.FindAll("[data-testid=option]");
        Assert.All(options, option => Assert.True(option.HasAttribute("disabled")));
        Assert.Equal(["true", "false"], options.Select(option => option.GetAttribute("aria-pressed")));
    }

    [Fact]
    public async Task Unread_messages_are_counted_beside_the_name()
    {
        var page = Render<SandboxPage>();
        Graph.Say(Maria, Number, "Hola");
        using var send = System.Text.Json.JsonDocument.Parse("""{"messaging_product":"whatsapp","to":"+34600000001","type":"text","text":{"body":"Buenas"}}""");
        Assert.Null(Graph.Accept(Number, send.RootElement).Error);

        Assert.StartsWith("1", page.WaitForElement("[data-contact='María García'] [data-testid=contact-unread]").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("[data-phone='María García']").FocusIn());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=contact-unread]")));
    }

    [Fact]
    public async Task Faults_meet_the_next_sends_or_a_share_and_are_switched_off_at_once()
    {
        var page = Render<SandboxPage>();
        Assert.True(page.Find("[data-testid=no-faults]").HasAttribute("disabled"));

        await page.InvokeAsync(() => page.Find("[data-fault=NoAnswer]").Click());
        await page.InvokeAsync(() => page.Find("[data-fault=NoAnswer]").Click());
        await page.InvokeAsync(() => page.Find("[data-share=Throttled]").Change("30"));
        await page.InvokeAsync(() => page.Find("[data-testid=duplicate]").Change("50"));
        await page.InvokeAsync(() => page.Find("[data-testid=shuffle]").Change(true));

        Assert.Equal((2, .3, .5, true), (Graph.Faults.Waiting(SandboxFault.NoAnswer), Graph.Faults.ShareOf(SandboxFault.Throttled), Graph.Faults.DuplicateWebhooks, Graph.Faults.ShuffleWebhooks));
        await page.InvokeAsync(() => page.Find("[data-testid=no-faults]").Click());
        Assert.False(Graph.Faults.Any);
        Assert.True(page.Find("[data-testid=no-faults]").HasAttribute("disabled"));
    }

    [Fact]
    public void What_happens_outside_is_told_in_the_language_of_the_page()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("es");
        var page = Render<SandboxPage>();
        Assert.Contains("Nada de aquí llega", page.Markup, StringComparison.Ordinal);

        var outside = new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("en");
            Graph.Say(Maria, Number, "Hola");
        });
        outside.UnsafeStart();
        outside.Join();

        page.WaitForElement("[data-phone='María García'] [data-testid=bubble]");
        Assert.Contains("Nada de aquí llega", page.Markup, StringComparison.Ordinal);
    }

    private static string? Place(IRenderedComponent<SandboxPage> page, string name) =>
        page.Find($".side__slot:has([data-phone='{name}'])").GetAttribute("data-place");
}
