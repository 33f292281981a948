using System.Text.Json.Nodes;
using Cosmo.Core.Channels.WhatsApp;
using Microsoft.AspNetCore.Http;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class WhatsAppClientTests
{
    private const string SentId = "wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA";
    private static readonly TextSend Hello = new("Hello") { To = new("+16505551234", null), CallbackData = "outbox-1" };
    private static readonly string Accepted = Payload.Text("send_response_text");

    private static readonly Dictionary<string, SendOutcome> Answers = new()
    {
        ["send_response_text"] = new SendOutcome.Accepted(SentId, "16505551234", null, null),
        ["send_response_to_phone"] = new SendOutcome.Accepted(SentId, "16505551234", null, null),
        ["send_response_to_bsuid"] = new SendOutcome.Accepted(SentId, null, "US.13491208655302741918", null),
        ["send_response_phone_and_bsuid"] = new SendOutcome.Accepted(SentId, "16505551234", "US.13491208655302741918", null),
        ["send_response_template_message_status"] =
            new SendOutcome.Accepted("wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJBRkJENzExMTRFRjk2NTI1OTEA", "16505551234", null, "accepted"),
    };

    private static readonly Dictionary<string, (int Status, int Code, SendErrorClass Class, string? Details)> Errors = new()
    {
        ["error_100"] = (400, 100, SendErrorClass.Permanent,
            "Param template[components][0][parameters][0][text] cannot have new-line/tab characters or more than 4 consecutive spaces"),
        ["error_130429_rate_limit"] = (400, 130429, SendErrorClass.RateLimitedChannel, "Cloud API message throughput has been reached."),
        ["error_131030"] = (400, 131030, SendErrorClass.Permanent,
            "Recipient phone number not in allowed list: Add recipient phone number to recipient list and try again."),
        ["error_131047"] = (400, 131047, SendErrorClass.WindowClosed,
            "More than 24 hours have passed since the recipient last replied to the sender number."),
        ["error_131056"] = (429, 131056, SendErrorClass.RateLimitedRecipient,
            "Too many messages sent from the sender phone number to the same recipient phone number in a short period of time."),
        ["error_131062"] = (400, 131062, SendErrorClass.Permanent,
            "Business-scoped User ID (BSUID) recipients are not supported for this message."),
        ["error_132000"] = (400, 132000, SendErrorClass.TemplateProblem,
            "body: number of localizable_params (1) does not match the expected number of params (2)"),
        ["error_132001"] = (404, 132001, SendErrorClass.TemplateProblem, "template name (order_confirmation) does not exist in de"),
        ["error_190_token"] = (401, 190, SendErrorClass.TokenExpired, null),
    };

    public static TheoryData<string> AnswerNames => [.. Answers.Keys];

    public static TheoryData<string> ErrorNames => [.. Errors.Keys];

    private static async Task<SendOutcome> SendAsync(Func<HttpContext, Task> answer, TimeSpan? timeout = null)
    {
        await using var graph = await FakeGraph.StartAsync(answer, timeout);
        return await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public async Task A_documented_answer_is_accepted(string name) =>
        Assert.Equal(Answers[name], await SendAsync(FakeGraph.Answer(200, Payload.Text(name))));

    [Theory]
    [MemberData(nameof(ErrorNames))]
    public async Task A_documented_error_is_a_refusal_of_its_class(string name)
    {
        var (status, code, errorClass, details) = Errors[name];
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(FakeGraph.Answer(status, Payload.Text(name))));
        Assert.Equal(
            (code, errorClass, details, status),
            (refused.Error.Code!.Value, refused.Class, refused.Error.Details, refused.Error.HttpStatus!.Value));
        Assert.NotNull(refused.Error.Message);
        Assert.NotNull(refused.Error.TraceId);
    }

    [Fact]
    public async Task The_request_is_what_meta_documents()
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(200, Accepted));
        await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken);

        var request = Assert.Single(graph.Requests);
        Assert.Equal(("POST", "/v26.0/106540352242922/messages"), (request.Method, request.Path));
        Assert.Equal("Bearer a-token-nobody-may-read", request.Authorization);
        Assert.Equal("application/json", request.ContentType);
        Assert.StartsWith("Cosmo/", request.UserAgent, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"+16505551234","type":"text",
                 "text":{"body":"Hello"},"biz_opaque_callback_data":"outbox-1"}
                """),
            JsonNode.Parse(request.Body)));
    }

    [Fact]
    public async Task The_base_address_may_change_and_needs_no_slash()
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(200, Accepted));
        var client = graph.Client;
        await client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken);
        graph.Configuration["Graph:BaseUrl"] = graph.Url + "/sandbox/graph/v26.0";
        graph.Configuration.Reload();
        await client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["/v26.0/106540352242922/messages", "/sandbox/graph/v26.0/106540352242922/messages"],
            graph.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        await using var other = await FakeGraph.StartAsync(FakeGraph.Answer(200, Accepted));
        await using var graph = await FakeGraph.StartAsync(context =>
        {
            context.Response.Redirect(other.Url + "/", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        Assert.IsType<SendOutcome.Refused>(await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken));
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task The_token_is_in_no_log_line_and_no_text_form()
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(401, Payload.Text("error_190_token")));
        var outcome = await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken);
        Assert.NotEmpty(graph.Log.Lines);
        Assert.All(graph.Log.Lines, line => Assert.DoesNotContain(FakeGraph.Account.AccessToken, line, StringComparison.Ordinal));
        Assert.DoesNotContain(FakeGraph.Account.AccessToken, $"{outcome}{FakeGraph.Account}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metas_wish_for_a_pause_is_kept()
    {
        var outcome = await SendAsync(context =>
        {
            context.Response.Headers.RetryAfter = "17";
            return FakeGraph.Answer(429, Payload.Text("error_130429_rate_limit"))(context);
        });
        Assert.Equal(TimeSpan.FromSeconds(17), Assert.IsType<SendOutcome.Refused>(outcome).Error.RetryAfter);
    }

    /// <summary>Every recorded answer, for the test that no file is left out.</summary>
    internal static IEnumerable<string> Covered => [.. Answers.Keys, .. Errors.Keys, .. WhatsAppCallsTests.Covered];
}
