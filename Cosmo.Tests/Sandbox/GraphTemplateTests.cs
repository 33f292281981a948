using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class GraphTemplateTests
{
    private static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;
    private static readonly string Maria = DefaultSandboxCast.Maria.UserId;

    [Fact]
    public async Task A_template_is_approved_listed_sent_outside_the_window_and_its_button_pressed()
    {
        await using var host = await SandboxHost.StartAsync();
        var (_, created) = await host.PostAsync(Sent.Templates, Sent.NewTemplate());
        Assert.Equal(("APPROVED", "UTILITY"), ((string?)created!["status"], (string?)created["category"]));
        var listed = await host.GetAsync(Sent.Templates + "?fields=name,status,components&limit=10");
        Assert.Equal("BODY", (string?)listed["data"]![0]!["components"]![0]!["type"]);

        var (_, answer) = await host.SendAsync(Sent.Template("order_update", "en_US", "María", "42"));
        Assert.Equal("accepted", (string?)answer!["messages"]![0]!["message_status"]);
        var shown = Assert.Single(host.Graph.Chat(Maria, Number));
        Assert.Equal("Hi María, order 42 is here.", shown.Text);

        host.Graph.Press(Maria, shown.Id, Assert.Single(shown.Options));
        var pressed = (await host.UpdatesAsync())[^1].GetProperty("messages")[0];
        Assert.Equal("Call me", pressed.GetProperty("button").GetProperty("payload").GetString());
        Assert.Equal(shown.Id, pressed.GetProperty("context").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Parameters_follow_metas_rules()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.PostAsync(Sent.Templates, Sent.NewTemplate());

        Assert.Equal(132001, await host.CodeAsync(Sent.Template("order_update", "de", "a", "b")));
        Assert.Equal(132000, await host.CodeAsync(Sent.Template("order_update", "en_US", "a")));
        Assert.Equal(100, await host.CodeAsync(Sent.Template("order_update", "en_US", "a\nb", "c")));
        Assert.Equal(100, await host.CodeAsync(Sent.Template("order_update", "en_US", "a\tb", "c")));
        Assert.Equal(100, await host.CodeAsync(Sent.Template("order_update", "en_US", "a     b", "c")));
        Assert.Equal(131008, await host.CodeAsync(Sent.Template("order_update", "en_US", "", "c")));
        Assert.Equal(132005, await host.CodeAsync(Sent.Template("order_update", "en_US", new string('x', 1020), "c")));
    }

    [Fact]
    public async Task A_paused_or_disabled_template_is_refused_and_the_webhook_hears_of_it()
    {
        await using var host = await SandboxHost.StartAsync();
        var (_, created) = await host.PostAsync(Sent.Templates, Sent.NewTemplate());
        var id = (string)created!["id"]!;

        host.Graph.SetTemplateStatus(id, "PAUSED");
        Assert.Equal(132015, await host.CodeAsync(Sent.Template("order_update", "en_US", "a", "b")));
        host.Graph.SetTemplateStatus(id, "DISABLED");
        Assert.Equal(132016, await host.CodeAsync(Sent.Template("order_update", "en_US", "a", "b")));
        Assert.Equal(["APPROVED", "PAUSED", "DISABLED"],
            (await host.UpdatesAsync()).Select(value => value.GetProperty("event").GetString()));
    }

    [Fact]
    public async Task A_template_that_needs_review_is_pending_until_the_moment_has_passed()
    {
        await using var host = await SandboxHost.StartAsync(options => options.TemplateReview = TimeSpan.FromMilliseconds(300));
        var heard = new TaskCompletionSource();
        host.Graph.Changed += () =>
        {
            if (host.Graph.Templates(DefaultSandboxCast.Business.WabaId) is [{ Status: "APPROVED" }])
                heard.TrySetResult();
        };
        var (_, created) = await host.PostAsync(Sent.Templates, Sent.NewTemplate());

        Assert.Equal("PENDING", (string?)created!["status"]);
        await heard.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Bad Name", "Hi {{1}}, {{2}} there")]
    [InlineData("starts", "{{1}} and {{2}} there")]
    [InlineData("ends", "Hi {{1}} and {{2}}")]
    [InlineData("adjacent", "Hi {{1}} {{2}} there")]
    [InlineData("no_example", "Hi {{1}}, {{2}} and {{3}} there")]
    public async Task A_template_that_meta_would_not_take_is_refused(string name, string body)
    {
        await using var host = await SandboxHost.StartAsync();
        var (status, answer) = await host.PostAsync(Sent.Templates, Sent.NewTemplate(name, body));
        Assert.Equal((400, 100), (status, (int)answer!["error"]!["code"]!));
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page()
    {
        await using var host = await SandboxHost.StartAsync();
        foreach (var name in new[] { "one", "two", "three" })
            await host.PostAsync(Sent.Templates, Sent.NewTemplate(name));

        var first = await host.GetAsync(Sent.Templates + "?fields=name&limit=2");
        var second = await host.GetAsync((string)first["paging"]!["next"]!);
        Assert.Equal("three", (string?)Assert.Single(second["data"]!.AsArray())!["name"]);
        Assert.Null(second["paging"]!["next"]);
    }
}
