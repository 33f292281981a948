using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

/// <summary>A signed body that makes the reader throw would come back for seven days; so nothing makes it throw.</summary>
public sealed class HostileWebhookTests
{
    private const int SeedsPerBody = 120;

    public static TheoryData<string> Webhooks => [.. Payload.Names.Where(n => Payload.Text(n).Contains("\"entry\"", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Webhooks))]
    public void No_mutation_of_a_body_makes_a_reader_throw(string name)
    {
        var body = Encoding.UTF8.GetBytes(Payload.Text(name));
        for (var seed = 0; seed < SeedsPerBody; seed++)
        {
            // A failing seed is named, so that the case can be run again.
            var broken = Mutation.Of(body, seed);
            var failure = Record.Exception(() => ReadAll(broken));
            Assert.True(failure is null, $"{name}, seed {seed}: {failure}");
        }
    }

    private static void ReadAll(byte[] body)
    {
        foreach (var item in WhatsAppEnvelope.Read(body))
        {
            Assert.NotEmpty(item.Lane);
            Assert.InRange(item.DedupeKey.Length, 1, 400);
            Assert.DoesNotContain('\0', item.Json);
            using var json = JsonDocument.Parse(item.Json);
            AssertClean(json.RootElement);
            switch (item.Kind)
            {
                case ItemKind.Message:
                    Assert.NotNull(WhatsAppMessage.Read(item.Json, Payload.ReceivedAt));
                    break;
                case ItemKind.Status:
                    Assert.NotNull(WhatsAppStatus.Read(item.Json, Payload.ReceivedAt));
                    break;
                default:
                    Assert.NotNull(WhatsAppNotice.Read(item.Json, Payload.ReceivedAt));
                    break;
            }
        }
    }

    // Strict encoding throws on a lone surrogate, as the PostgreSQL driver does.
    private static void AssertClean(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    AssertClean(member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var member in element.EnumerateArray())
                    AssertClean(member);
                break;
            case JsonValueKind.String:
                var text = element.GetString()!;
                Assert.DoesNotContain('\0', text);
                new UTF8Encoding(false, true).GetByteCount(text);
                break;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"entry\":")]
    [InlineData("\ufeff")]
    [InlineData("<html></html>")]
    public void What_is_no_envelope_is_one_unreadable_part(string body) =>
        Assert.Equal(ItemKind.Unreadable, Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body))).Kind);

    [Fact]
    public void A_byte_order_mark_does_no_harm() =>
        Assert.Equal(ItemKind.Message, Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes("\ufeff" + Payload.Text("in_text")))).Kind);

    [Fact]
    public void One_broken_part_leaves_the_others_whole()
    {
        var body = JsonNode.Parse(Payload.Text("in_text"))!;
        var messages = body["entry"]![0]!["changes"]![0]!["value"]!["messages"]!.AsArray();
        var template = messages[0]!.ToJsonString();
        messages.Clear();
        for (var i = 0; i < 5; i++)
        {
            var message = JsonNode.Parse(template)!;
            message["id"] = i == 2 ? new JsonObject() : $"wamid.{i}";
            messages.Add(message);
        }

        messages.Add(null);
        messages.Add("a string");
        Assert.Equal(
            [ItemKind.Message, ItemKind.Message, ItemKind.Unreadable, ItemKind.Message, ItemKind.Message, ItemKind.Unreadable],
            WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body.ToJsonString())).Select(i => i.Kind));
    }

    [Fact]
    public void Deep_nesting_costs_only_what_is_deep()
    {
        // As deep as the largest body allows: a parser that looks back at every end would take hours.
        var deep = new string('[', 1_500_000) + new string(']', 1_500_000);
        var body = Payload.Text("in_text").Replace("\"Sheena Nelson\"", "\"Sheena Nelson\",\"deep\":" + deep, StringComparison.Ordinal);
        var item = Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body)));
        Assert.Equal("Does it come in another color?", WhatsAppMessage.Read(item.Json, Payload.ReceivedAt)?.Text);
    }

    [Fact]
    public void Brackets_in_words_are_no_nesting()
    {
        var words = new string('[', 100) + "\\\"" + new string('{', 100);
        var body = Payload.Text("in_text").Replace("Does it come in another color?", words, StringComparison.Ordinal);
        var item = Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(words.Replace("\\", "", StringComparison.Ordinal), WhatsAppMessage.Read(item.Json, Payload.ReceivedAt)?.Text);
    }

    [Fact]
    public void Nesting_that_never_ends_is_unreadable() =>
        Assert.Equal(
            ItemKind.Unreadable,
            Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes("{\"entry\":" + new string('[', 3_000_000)))).Kind);

    [Theory]
    [InlineData("\\ud83d", "\ufffd")]
    [InlineData("\\ude00\\ud83d", "\ufffd\ufffd")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\ud83dx\\u0000", "\ufffdx\ufffd")]
    [InlineData("\\u00e9\\u00E9\\n\\ud83d\\ude00", "éé\n😀")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\ufffd😀")]
    [InlineData("\\ud83d\\n", "\ufffd\n")]
    [InlineData("\\\\ud83d", "\\ud83d")]
    [InlineData("\\\\\\u0000\\/", "\\\ufffd/")]
    public void What_no_database_takes_is_replaced(string escaped, string read)
    {
        var body = Payload.Text("in_text").Replace("Does it come in another color?", escaped, StringComparison.Ordinal);
        var item = Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(read, WhatsAppMessage.Read(item.Json, Payload.ReceivedAt)?.Text);
    }

    [Fact]
    public void Broken_utf8_is_replaced()
    {
        var body = Encoding.UTF8.GetBytes(Payload.Text("in_text"));
        body[Array.LastIndexOf(body, (byte)'?')] = 0xff;
        var item = Assert.Single(WhatsAppEnvelope.Read(body));
        Assert.Equal("Does it come in another color\ufffd", WhatsAppMessage.Read(item.Json, Payload.ReceivedAt)?.Text);
    }

    [Fact]
    public void Of_doubled_members_the_last_counts()
    {
        var body = Payload.Text("in_text").Replace("\"type\":", "\"type\":\"image\",\"type\":", StringComparison.Ordinal)
            .Replace("\"type\": ", "\"type\":\"image\",\"type\": ", StringComparison.Ordinal);
        var item = Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(MessageKind.Text, WhatsAppMessage.Read(item.Json, Payload.ReceivedAt)?.Kind);
    }

    [Theory]
    [InlineData("1749416383", 1749416383L)]
    [InlineData("\"1749416383\"", 1749416383L)]
    [InlineData("\"1195776000\"", null)]
    [InlineData("\"2110752000\"", null)]
    [InlineData("\"99999999999999999999\"", null)]
    [InlineData("-1", null)]
    [InlineData("{}", null)]
    [InlineData("\"soon\"", null)]
    public void A_time_that_cannot_be_true_becomes_the_time_of_receipt(string timestamp, long? seconds)
    {
        var body = JsonNode.Parse(Payload.Text("in_text"))!;
        var message = body["entry"]![0]!["changes"]![0]!["value"]!["messages"]![0]!;
        message["timestamp"] = JsonNode.Parse(timestamp);
        var item = Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body.ToJsonString())));
        var read = WhatsAppMessage.Read(item.Json, Payload.ReceivedAt)!;
        Assert.Equal(seconds is { } s ? DateTimeOffset.FromUnixTimeSeconds(s) : Payload.ReceivedAt, read.ProviderTime);
        Assert.Equal(timestamp is "{}" ? null : timestamp.Trim('"'), read.ProviderTimestamp);
    }
}
