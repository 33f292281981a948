using System.Text.Json;
using System.Text.Json.Nodes;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class SendPayloadTests
{
    private static readonly WhatsAppRecipient Phone = new("16505551234", null);
    private static readonly WhatsAppRecipient User = new(null, "US.13491208655302741918");

    private static readonly Dictionary<string, WhatsAppSend> Expected = new()
    {
        ["send_text"] = new TextSend("As requested, here's the link to our latest product: https://www.meta.com/quest/quest-3/", true) { To = Phone },
        ["send_text_bsuid"] = new TextSend("Hello") { To = User },
        ["send_reply_context"] = new TextSend("You're welcome, Pablo!")
        {
            To = Phone,
            QuotedProviderId = "wamid.HBgLMTY0NjcwNDM1OTUVAgASGBQzQTdCNTg5RjY1MEMyRjlGMjRGNgA=",
        },
        ["send_reaction"] = new ReactionSend("wamid.HBgLMTY0NjcwNDM1OTUVAgASGBQzQUZCMTY0MDc2MUYwNzBDNTY5MAA=", "😀")
        {
            To = Phone,
            QuotedProviderId = "a quote has no place here",
        },
        ["send_image_id"] = new MediaSend(MediaKind.Image, "1479537139650973", "The best succulent ever?") { To = Phone },
        ["send_video"] = new MediaSend(MediaKind.Video, "1166846181421424", "A succulent eclipse!") { To = Phone },
        ["send_audio"] = new MediaSend(MediaKind.Audio, "1013859600285441", Voice: true) { To = Phone },
        ["send_document"] = new MediaSend(MediaKind.Document, "1376223850470843", "Your order confirmation (PDF)", "order_abc123.pdf") { To = Phone },
        ["send_sticker"] = new MediaSend(MediaKind.Sticker, "798882015472548") { To = Phone },
        ["send_interactive_buttons"] = new ButtonsSend(
            "Hi Pablo! Your gardening workshop is scheduled for 9am tomorrow. Use the buttons if you need to reschedule. Thank you!",
            [new("change-button", "Change"), new("cancel-button", "Cancel")],
            HeaderImageId: "2762702990552401",
            Footer: "Lucky Shrub: Your gateway to succulents!™")
        { To = Phone },
        ["send_interactive_list"] = new ListSend(
            "Which shipping option do you prefer?",
            "Shipping Options",
            [
                new("I want it ASAP!",
                [
                    new("priority_express", "Priority Mail Express", "Next Day to 2 Days"),
                    new("priority_mail", "Priority Mail", "1–3 Days"),
                ]),
                new("I can wait a bit",
                [
                    new("usps_ground_advantage", "USPS Ground Advantage", "2–5 Days"),
                    new("media_mail", "Media Mail", "2–8 Days"),
                ]),
            ],
            "Choose Shipping Option",
            "Lucky Shrub: Your gateway to succulents™")
        { To = Phone },
        ["send_interactive_request_contact_info"] =
            new ContactRequestSend("Please share your phone number so we can finish your request.") { To = User },
        ["send_template_positional"] = new TemplateSend("order_confirmation", "en_US", [new("Jessica"), new("SKBUP2-4CPIG9")]) { To = Phone },
        ["send_template_named"] = new TemplateSend(
            "order_confirmation", "en_US", [new("Jessica", "first_name"), new("SKBUP2-4CPIG9", "order_number")])
        { To = Phone },
        ["send_template_media_header"] = new TemplateSend(
            "reservation_confirmation", "en_US",
            [new("4", "number_of_guests"), new("Saturday", "day"), new("August 30th, 2025", "date"), new("7:30 pm", "time")],
            HeaderMediaId: "2871834006348767")
        { To = Phone },
        ["send_template_buttons_opaque"] = new TemplateSend(
            "order_confirmation", "en_US", [new("Jessica"), new("SKBUP2-4CPIG9")],
            Buttons: [new(0, TemplateButtonKind.QuickReply, "TICKET-42-REOPEN"), new(1, TemplateButtonKind.Url, "42")],
            Rendered: "Not part of what is sent")
        { To = Phone, CallbackData = "outbox-7f3a" },
    };

    public static TheoryData<string> Names => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_request_is_the_documented_one(string name)
    {
        var documented = JsonNode.Parse(Payload.Text(name))!;
        // One of Meta's own samples leaves the "+" out, against the rule on the same pages.
        if (name == "send_template_media_header")
            documented["to"] = "+" + documented["to"];

        var ours = JsonNode.Parse(SendRequest.Bytes(Expected[name]));
        Assert.True(JsonNode.DeepEquals(documented, ours), $"{documented}\n{ours}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_held_against_a_documented_request(string name) => Assert.Null(Expected[name].Validate());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_message_leaves_as_it_was_confirmed(string name)
    {
        var stored = WhatsAppSend.FromJson(Expected[name].ToJson());
        Assert.IsType(Expected[name].GetType(), stored);
        Assert.Equal(SendRequest.Bytes(Expected[name]), SendRequest.Bytes(stored));
        Assert.Equal(Expected[name].ToJson(), stored.ToJson());
    }

    [Fact]
    public void A_stored_message_survives_a_database_that_sorts_its_members()
    {
        var members = JsonNode.Parse(Expected["send_text"].ToJson())!.AsObject();
        var sorted = new JsonObject(members.OrderByDescending(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        Assert.Equal(Expected["send_text"], WhatsAppSend.FromJson(sorted.ToJsonString()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"kind\":\"telegram\",\"to\":{}}")]
    public void What_is_no_stored_message_is_not_read(string json) =>
        Assert.ThrowsAny<Exception>(() => WhatsAppSend.FromJson(json));

    [Fact]
    public void Of_phone_and_user_id_only_the_phone_is_named()
    {
        var request = JsonNode.Parse(SendRequest.Bytes(new TextSend("x") { To = new("+1 (650) 555-1234", "US.1") }))!.AsObject();
        Assert.Equal("+16505551234", (string?)request["to"]);
        Assert.False(request.ContainsKey("recipient"));
    }

    [Fact]
    public void A_template_without_variables_carries_no_components()
    {
        var request = JsonNode.Parse(SendRequest.Bytes(new TemplateSend("hello_world", "en_US", []) { To = Phone }))!;
        Assert.False(request["template"]!.AsObject().ContainsKey("components"));
    }

    [Fact]
    public void A_lone_surrogate_never_leaves()
    {
        using var request = JsonDocument.Parse(SendRequest.Bytes(new TextSend("a\ud83d") { To = Phone }));
        Assert.Equal("a\ufffd", request.RootElement.GetProperty("text").GetProperty("body").GetString());
    }

    /// <summary>Every request we make, for the test that no file is left out.</summary>
    internal static IEnumerable<string> Covered => Expected.Keys;
}
