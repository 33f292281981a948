using Bunit;
using Cosmo.Web.Components.Pages.Sandbox;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class SandboxPageTests() : SandboxPageScene(new CastWithMember())
{
    [Fact]
    public void Everyone_has_a_phone_and_members_chat_with_the_notification_number()
    {
        var page = Render<SandboxPage>();
        Assert.Equal(["María García", "Tom Baker", "Aylin", "Ana"], page.FindAll("[data-testid=phone]").Select(phone => phone.GetAttribute("data-phone")));
        Assert.Contains("Cosmo Team", Phone(page, "Ana"), StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-interactive=true]"));
    }

    [Fact]
    public async Task What_is_written_goes_out_and_shows_exactly_as_written()
    {
        var page = Render<SandboxPage>();
        // Found and used on the renderer's own thread: a live update in between would leave a stale element in hand.
        await page.InvokeAsync(() => page.Find("[data-phone='María García'] [data-testid=composer]").Change("<b>Hola</b>\n  dos"));
        await page.InvokeAsync(() => page.Find("[data-phone='María García'] form").Submit());

        var bubble = page.Find("[data-phone='María García'] [data-testid=bubble]");
        Assert.Equal("out", bubble.GetAttribute("data-direction"));
        Assert.Equal("<b>Hola</b>\n  dos", bubble.QuerySelector("[data-testid=bubble-text]")!.TextContent);
        Assert.Equal("<b>Hola</b>\n  dos", Assert.Single(Graph.Chat(Maria, Number)).Text);
    }

    [Fact]
    public async Task An_answer_appears_by_itself_and_its_button_can_be_pressed()
    {
        var page = Render<SandboxPage>();
        Graph.Say(Maria, Number, "Hola");
        using var send = System.Text.Json.JsonDocument.Parse(
            """{"messaging_product":"whatsapp","to":"+34600000001","type":"interactive","interactive":{"type":"button","body":{"text":"¿Sí?"},"action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Sí"}}]}}}""");
        Assert.Null(Graph.Accept(Number, send.RootElement).Error);

        page.WaitForElement("[data-phone='María García'] [data-testid=unread]");
        await page.InvokeAsync(() => page.Find("[data-phone='María García'] [data-testid=option]").Click());
        Assert.Equal(["Hola", "¿Sí?", "Sí"], Graph.Chat(Maria, Number).Select(message => message.Text));
    }

    [Fact]
    public async Task Looking_at_a_phone_reads_its_messages()
    {
        var page = Render<SandboxPage>();
        Graph.Say(Maria, Number, "Hola");
        using var send = System.Text.Json.JsonDocument.Parse(
            """{"messaging_product":"whatsapp","to":"+34600000001","type":"text","text":{"body":"Buenas"}}""");
        Assert.Null(Graph.Accept(Number, send.RootElement).Error);
        await page.InvokeAsync(() => page.Find("[data-phone='María García']").FocusIn());
        Assert.Equal(0, Graph.Unread(Maria, Number));
    }

    [Fact]
    public async Task The_clock_moves_and_a_customer_without_a_number_joins()
    {
        var page = Render<SandboxPage>();
        await page.InvokeAsync(() => page.Find("[data-testid=clock-25h]").Click());
        Assert.Equal(TimeSpan.FromHours(25), Graph.Clock.Offset);
        await page.InvokeAsync(() => page.Find("[data-testid=sandbox-new-name]").Change("Olga"));
        await page.InvokeAsync(() => page.Find(".sandbox__add").Submit());

        page.WaitForElement("[data-phone=Olga]");
        Assert.Null(Assert.Single(Graph.Persons(), person => person.Name == "Olga").PhoneNumber);
    }

    private static string Phone(IRenderedComponent<SandboxPage> page, string name) => page.Find($"[data-phone='{name}']").TextContent;

    private sealed class CastWithMember : ISandboxCast
    {
        public Task<SandboxRoster> ReadAsync(CancellationToken cancel = default) => Task.FromResult(DefaultSandboxCast.Roster with
        {
            Members = [new SandboxPerson("ES.20000000000000000001", "Ana", "+34600000009", "es", IsMember: true)],
        });
    }
}
