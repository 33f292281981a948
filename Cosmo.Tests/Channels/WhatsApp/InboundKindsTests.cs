using System.Text;
using System.Text.Json.Nodes;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

/// <summary>Kinds of message that Meta documents without a sample of their own.</summary>
public sealed class InboundKindsTests
{
    private const string User = "US.13491208655302741918";

    private static IReadOnlyList<WebhookItem> Items(string message, string beside = "", string field = "messages") =>
        WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes($$$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"{{{field}}}","value":{
              "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
              {{{beside}}}"messages":[{{{message}}}]}}]}]}
            """));

    private static InboundMessage Read(string members, string beside = "")
    {
        var items = Items($$"""{"from":"16505551234","id":"wamid.1","timestamp":"1749416383",{{members}}}""", beside);
        return Assert.IsType<InboundMessage>(WhatsAppMessage.Read(items[0].Json, Payload.ReceivedAt));
    }

    [Fact]
    public void A_filled_in_form_keeps_its_answers()
    {
        var message = Read("""
            "type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{\"a\":1}","body":"Sent","name":"flow"}}
            """);
        Assert.Equal((MessageKind.FlowReply, "Sent", """{"a":1}"""), (message.Kind, message.Text, message.FlowResponse));
    }

    [Theory]
    [InlineData("""
        "origin":"contact_request","contacts":[{"phones":[{"phone":"+1 (650) 555-1234","wa_id":"16505551234"}]}]
        """, "+16505551234")]
    [InlineData("""
        "contacts":[{"origin":"contact_request","phones":[{"phone":"+1 (650) 555-1234"}]}]
        """, "+16505551234")]
    [InlineData("""
        "origin":"other","contacts":[{"phones":[{"phone":"+1 (650) 555-1234"}]}]
        """, null)]
    [InlineData("""
        "origin":"contact_request","contacts":[]
        """, null)]
    public void Only_a_number_that_was_asked_for_is_shared(string members, string? phone) =>
        Assert.Equal(phone, Read("\"type\":\"contacts\"," + members).SharedPhone);

    [Fact]
    public void An_error_beside_a_broken_message_spoils_neither()
    {
        var items = Items(
            """{"from":"16505551234","id":"wamid.1","timestamp":"1749416383","type":"interactive"}""",
            "\"errors\":[{\"code\":131000,\"title\":\"Something went wrong\"}],");
        Assert.Equal([ItemKind.Message, ItemKind.ValueError], items.Select(i => i.Kind));
        var message = WhatsAppMessage.Read(items[0].Json, Payload.ReceivedAt)!;
        Assert.Equal((MessageKind.Unsupported, "interactive"), (message.Kind, message.Text));
        Assert.Equal(131000, Assert.IsType<OtherNotice>(WhatsAppNotice.Read(items[1].Json, Payload.ReceivedAt)).Error?.Code);
    }

    [Fact]
    public void A_new_user_id_without_a_phone_belongs_to_the_old_one()
    {
        var item = Assert.Single(Items($$$"""
            {"id":"wamid.1","timestamp":"1749416383","type":"system",
             "system":{"type":"user_changed_user_id","user_id":"US.2","previous_user_id":"{{{User}}}"}}
            """));
        Assert.Equal(User, item.Lane);
        var message = WhatsAppMessage.Read(item.Json, Payload.ReceivedAt)!;
        Assert.Equal((User, null), (message.UserId, message.Phone));
        Assert.Equal(new SystemChange(SystemChangeKind.UserIdChanged, "US.2", User, null), message.SystemChange);
    }

    [Theory]
    [InlineData("""{"profile":{"name":"Ana"},"wa_id":"16505551234","user_id":"US.1"}""", "Ana", "US.1")]
    [InlineData("""{"profile":{"name":"Ana"},"user_id":"US.1"}""", "Ana", "US.1")]
    [InlineData("""{"profile":{"name":"Eve"},"wa_id":"19999999999","user_id":"US.9"}""", null, null)]
    [InlineData("""{"profile":{"name":"Eve"},"wa_id":"19999999999"},{"profile":{"name":"Ana"},"wa_id":"16505551234","user_id":"US.1"}""", "Ana", "US.1")]
    public void A_contact_is_matched_by_its_ids_and_not_by_its_place(string contacts, string? name, string? userId)
    {
        var message = Read("\"type\":\"text\",\"text\":{\"body\":\"x\"}", $"\"contacts\":[{contacts}],");
        Assert.Equal((name, userId), (message.ProfileName, message.UserId));
    }

    [Theory]
    [InlineData("""
        "type":"audio","audio":{"id":"1","voice":false}
        """, MessageKind.Audio, null)]
    [InlineData("""
        "type":"button","button":{"text":"Yes"}
        """, MessageKind.TemplateButton, "Yes")]
    [InlineData("""
        "type":"location","location":{"latitude":"38.7","longitude":-9.1}
        """, MessageKind.Location, "38.7, -9.1")]
    [InlineData("""
        "type":"location","location":{"latitude":"here"}
        """, MessageKind.Unsupported, "location")]
    [InlineData("""
        "type":"document","errors":[{"code":131052}]
        """, MessageKind.Unsupported, "document")]
    [InlineData("""
        "type":"hologram","hologram":{}
        """, MessageKind.Unsupported, "hologram")]
    [InlineData("""
        "type":"text","text":{}
        """, MessageKind.Unsupported, "text")]
    [InlineData("""
        "type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{}}
        """, MessageKind.Unsupported, "call_permission_reply")]
    [InlineData("""
        "nothing":1
        """, MessageKind.Unsupported, "unknown")]
    [InlineData("""
        "type":"edit","edit":{"original_message_id":"wamid.0","message":{"type":"text","text":{"body":"better"}}}
        """, MessageKind.Edit, "better")]
    [InlineData("""
        "type":"edit","edit":{"original_message_id":"wamid.0","message":{"type":"edit","edit":{"original_message_id":"wamid.0"}}}
        """, MessageKind.Edit, null)]
    public void What_is_half_there_is_still_read(string members, MessageKind kind, string? text)
    {
        var message = Read(members);
        Assert.Equal((kind, text), (message.Kind, message.Text));
    }

    [Fact]
    public void An_emoji_that_is_empty_is_a_reaction_taken_back() =>
        Assert.Null(Read("\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.0\",\"emoji\":\"\"}").Emoji);

    [Fact]
    public void The_advertisement_a_customer_came_from_is_named() =>
        Assert.Equal("Spring sale", Read("\"type\":\"text\",\"text\":{\"body\":\"x\"},\"referral\":{\"headline\":\"Spring sale\"}").ReferralHeadline);

    [Theory]
    [InlineData("standby")]
    [InlineData("history")]
    [InlineData("calls")]
    [InlineData("something_new")]
    public void Messages_in_other_fields_are_never_taken_for_new_ones(string field)
    {
        var item = Assert.Single(Items("""{"from":"16505551234","id":"wamid.1","type":"text","text":{"body":"x"}}""", field: field));
        Assert.Equal((ItemKind.Notice, field), (item.Kind, item.Field));
    }

    [Fact]
    public void A_rejection_told_beside_the_value_is_read_too()
    {
        var body = JsonNode.Parse(Payload.Text("template_status_rejected_invalid_format"))!;
        var change = body["entry"]![0]!["changes"]![0]!.AsObject();
        var value = change["value"]!.AsObject();
        var rejection = value["rejection_info"]!.DeepClone();
        value.Remove("rejection_info");
        change["rejection_info"] = rejection;
        var item = Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body.ToJsonString())));
        var notice = Assert.IsType<TemplateNotice>(WhatsAppNotice.Read(item.Json, Payload.ReceivedAt));
        Assert.Equal(Payload.Notice<TemplateNotice>("template_status_rejected_invalid_format"), notice);
    }

    [Fact]
    public void Somebody_who_stops_marketing_is_told_from_somebody_who_resumes()
    {
        var body = Payload.Text("user_preferences_stop").Replace("\"resume\"", "\"stop\"", StringComparison.Ordinal);
        var item = Assert.Single(WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body)));
        var notice = Assert.IsType<PreferenceNotice>(WhatsAppNotice.Read(item.Json, Payload.ReceivedAt));
        Assert.False(Assert.Single(notice.Preferences).WantsMarketing);
    }

    [Fact]
    public void A_repeated_delivery_in_another_batch_has_the_same_keys()
    {
        const string first = """{"from":"16505551234","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}""";
        const string second = """{"from":"16505551234","id":"wamid.2","timestamp":"1","type":"text","text":{"body":"x"}}""";
        var together = Items(first + "," + second).Select(i => i.DedupeKey);
        Assert.Equal(together, Items(first).Concat(Items(second)).Select(i => i.DedupeKey));
    }

    [Fact]
    public void An_absurdly_long_id_still_gives_a_short_key()
    {
        var item = Assert.Single(Items($$"""{"from":"1","id":"{{new string('x', 5000)}}"}"""));
        Assert.InRange(item.DedupeKey.Length, 1, 400);
    }
}
