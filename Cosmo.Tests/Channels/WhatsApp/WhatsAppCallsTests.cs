using System.Text.Json.Nodes;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class WhatsAppCallsTests
{
    private const string ReadId = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJDQjZCMzlEQUE4OTJBMTE4RTUA";

    private static Task<FakeGraph> AnsweringAsync(string payload) => FakeGraph.StartAsync(FakeGraph.Answer(200, Payload.Text(payload)));

    [Theory]
    [InlineData(false, "mark_read_request")]
    [InlineData(true, "typing_indicator_request")]
    public async Task Marking_as_read_is_the_documented_request(bool typing, string payload)
    {
        await using var graph = await AnsweringAsync("mark_read_response");
        Assert.Null(await graph.Client.MarkReadAsync(FakeGraph.Account, ReadId, typing, TestContext.Current.CancellationToken));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Payload.Text(payload)), JsonNode.Parse(Assert.Single(graph.Requests).Body)));
    }

    [Fact]
    public async Task An_upload_names_product_type_and_file()
    {
        await using var graph = await AnsweringAsync("media_upload_response");
        using var file = new MemoryStream("%PDF-1.7"u8.ToArray());
        var reply = await graph.Client.UploadMediaAsync(
            FakeGraph.Account, file, "a\"b\u202E.pdf", "application/pdf", TestContext.Current.CancellationToken);
        Assert.Equal(new("1037543291543636", null), reply);

        var request = Assert.Single(graph.Requests);
        Assert.Equal(("POST", "/v26.0/106540352242922/media"), (request.Method, request.Path));
        Assert.StartsWith("multipart/form-data; boundary=", request.ContentType, StringComparison.Ordinal);
        Assert.Contains("name=messaging_product", request.Body, StringComparison.Ordinal);
        Assert.Contains("name=type\r\n\r\napplication/pdf", request.Body, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/pdf", request.Body, StringComparison.Ordinal);
        Assert.Contains("name=file; filename=a_b.pdf", request.Body, StringComparison.Ordinal);
        Assert.Contains("%PDF-1.7", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_templates_tells_where_the_next_begins()
    {
        await using var graph = await AnsweringAsync("templates_list_response_fields");
        var page = (await graph.Client.ListTemplatesAsync(FakeGraph.Account, "102290129340398", "QVFI&x", TestContext.Current.CancellationToken)).Value!;
        Assert.Equal("QVFIU...", page.After);
        Assert.Equal(5, page.Templates.Count);
        Assert.Equal(("1387372356726668", "reservation_confirmation", "APPROVED", "UTILITY"),
            (page.Templates[0].Id, page.Templates[0].Name, page.Templates[0].Status, page.Templates[0].Category));
        Assert.Contains("limit=100&after=QVFI%26x", Assert.Single(graph.Requests).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_read_with_all_its_parts()
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(200, """
            {"data":[{"id":"1","name":"visit","language":"en-US","status":"approved","category":"UTILITY","parameter_format":"NAMED",
              "rejected_reason":"NONE","quality_score":{"score":"GREEN"},"components":[
              {"type":"HEADER","format":"TEXT","text":"Visit"},{"type":"BODY","text":"Hi {{name}}"},{"type":"FOOTER","text":"Bye"},
              {"type":"BUTTONS","buttons":[{"type":"URL","text":"See","url":"https://a.example/{{1}}"},{"type":"QUICK_REPLY","text":"No"}]}]},
              null,{"name":"no id"}],
             "paging":{"cursors":{"after":"X"}}}
            """));
        var page = (await graph.Client.ListTemplatesAsync(FakeGraph.Account, "1", cancel: TestContext.Current.CancellationToken)).Value!;
        Assert.Null(page.After);
        var template = Assert.Single(page.Templates);
        Assert.Equal([new("URL", "See", "https://a.example/{{1}}"), new TemplateButtonInfo("QUICK_REPLY", "No", null)], template.Buttons);
        Assert.Equal(
            new TemplateInfo("1", "visit", "en_US", "APPROVED", "UTILITY", true, "TEXT", "Visit", "Hi {{name}}", "Bye", [], "GREEN", null),
            template with { Buttons = [] });
    }

    [Fact]
    public async Task A_numbers_health_is_read()
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(200, """
            {"display_phone_number":"+1 555-078-3881","verified_name":"Lucky Shrub","quality_rating":"GREEN",
             "throughput":{"level":"STANDARD"},"whatsapp_business_manager_messaging_limit":"TIER_250","status":"CONNECTED","id":"1"}
            """));
        var reply = await graph.Client.GetPhoneNumberAsync(FakeGraph.Account, TestContext.Current.CancellationToken);
        Assert.Equal(new PhoneNumberHealth("+1 555-078-3881", "Lucky Shrub", "GREEN", "STANDARD", "TIER_250", "CONNECTED"), reply.Value);
    }

    [Fact]
    public async Task A_files_address_is_read()
    {
        await using var graph = await AnsweringAsync("media_url_response");
        var reply = await graph.Client.GetMediaAsync(FakeGraph.Account, "2621233374848975", TestContext.Current.CancellationToken);
        Assert.Equal(
            new MediaAddress("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=133...&ext=1739321024&hash=ATtY...", "image/jpeg", "4b4719...hex64", 303833),
            reply.Value);
        Assert.Equal("/v26.0/2621233374848975?phone_number_id=106540352242922", Assert.Single(graph.Requests).Path);
    }

    [Fact]
    public async Task A_failed_question_gives_the_error()
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(401, Payload.Text("error_190_token")));
        var reply = await graph.Client.GetPhoneNumberAsync(FakeGraph.Account, TestContext.Current.CancellationToken);
        Assert.Null(reply.Value);
        Assert.Equal(SendErrorClass.TokenExpired, reply.Error?.Class);
        Assert.Equal(SendErrorClass.TokenExpired, (await graph.Client.MarkReadAsync(FakeGraph.Account, ReadId, cancel: TestContext.Current.CancellationToken))?.Class);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    public async Task An_answer_of_another_form_is_an_error(string body)
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(200, body));
        Assert.NotNull((await graph.Client.ListTemplatesAsync(FakeGraph.Account, "1", cancel: TestContext.Current.CancellationToken)).Error);
    }

    [Fact]
    public async Task An_id_cannot_lead_to_another_path()
    {
        await using var graph = await AnsweringAsync("media_url_response");
        await graph.Client.GetMediaAsync(FakeGraph.Account, "../me?x=1#", TestContext.Current.CancellationToken);
        Assert.StartsWith("/v26.0/", Assert.Single(graph.Requests).Path, StringComparison.Ordinal);
        Assert.Contains("phone_number_id=106540352242922", Assert.Single(graph.Requests).Path, StringComparison.Ordinal);
    }

    /// <summary>Every recorded body used here, for the test that no file is left out.</summary>
    internal static IEnumerable<string> Covered =>
    [
        "mark_read_request", "mark_read_response", "typing_indicator_request", "media_upload_response", "media_url_response",
        "templates_list_response_fields",
    ];
}
