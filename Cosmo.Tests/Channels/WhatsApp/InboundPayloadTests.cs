using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class InboundPayloadTests
{
    private const string Sheena = "16505551234";
    private const string Number = "106540352242922";
    private const string FirstId = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";
    private const string OtherId = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=";
    private const string OurId = "wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA=";
    private const string Lookaside = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=133...";

    /// <summary>A message of the person and number in most of Meta's samples.</summary>
    private static InboundMessage FromSheena(string id, long seconds, MessageKind kind) => new()
    {
        ProviderId = id,
        PhoneNumberId = Number,
        Phone = Sheena,
        ProfileName = "Sheena Nelson",
        ProviderTime = DateTimeOffset.FromUnixTimeSeconds(seconds),
        ProviderTimestamp = $"{seconds}",
        Kind = kind,
        Raw = "",
    };

    private static InboundMessage FromTestName(string id, long seconds, MessageKind kind) => FromSheena(id, seconds, kind) with
    {
        PhoneNumberId = "1122334455667",
        Phone = "972987654321",
        ProfileName = "Test Name",
        UserId = "US.13491208655302741918",
        ParentUserId = "US.ENT.11815799212886844830",
    };

    private static readonly Dictionary<string, InboundMessage> Expected = new()
    {
        ["in_text"] = FromSheena(FirstId, 1749416383, MessageKind.Text) with { Text = "Does it come in another color?" },
        ["in_text_2"] = FromSheena("wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTA2NTUwRkNEMDdFQjJCRUU0NQA=", 1750016800, MessageKind.Text) with
        {
            Text = "Is this still available?",
            QuotedProviderId = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGA9wcm9kdWN0X2lucXVpcnkA",
        },
        ["in_text_forwarded"] = FromTestName("wamid.xyzxyz", 1697044815, MessageKind.Text) with { Text = "forwarded text", Forwarded = true },
        ["in_text_reply_context"] = FromTestName("wamid.xyzxyz", 1697044746, MessageKind.Text) with
        {
            Text = "replied text",
            QuotedProviderId = "wamid.xyzxyz==",
        },
        ["bsuid_in_text_no_phone"] = FromSheena(FirstId, 1749416383, MessageKind.Text) with
        {
            Phone = null,
            UserId = "US.13491208655302741918",
            ParentUserId = "US.11815799212886844830",
            Username = "@realsheenanelson",
            Text = "Does it come in another color?",
        },
        ["in_image"] = FromSheena(FirstId, 1744344496, MessageKind.Image) with
        {
            Text = "Taj Mahal",
            Media = new("1003383421387256", "image/jpeg", "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=", null, false, false, Lookaside),
        },
        ["in_video"] = FromSheena(FirstId, 1744344496, MessageKind.Video) with
        {
            Text = "Timelapse of growth",
            Media = new("731675419373506", "video/mp4", "vdGU5X4caz12KwFgYwpljlUNqMt1YnkH+5GkPc3mMnc=", null, false, false, Lookaside),
        },
        ["in_audio"] = FromSheena(FirstId, 1744344496, MessageKind.Voice) with
        {
            Media = new("1908647269898587", "audio/ogg; codecs=opus", "wvqXMe6n7n1W0zphvLPoLj+s/NtKqmr3zZ7YzTP7xFI=", null, true, false, Lookaside),
        },
        ["in_document"] = FromSheena(FirstId, 1744344496, MessageKind.Document) with
        {
            Text = "my receipt",
            Media = new("622684793477189", "application/pdf", "V5OPpLD/gEG6Xjg0MbmQDLFgcKsL+j5LfY4ny/pZ4MY=", "receipt.pdf", false, false, Lookaside),
        },
        ["in_sticker"] = FromSheena(FirstId, 1744344496, MessageKind.Sticker) with
        {
            Media = new("1908647269898587", "image/webp", "wvqXMe6n7n1W0zphvLPoLj+s/NtKqmr3zZ7YzTP7xFI=", null, false, true, Lookaside),
        },
        ["in_sticker_animated"] = FromTestName("wamid.xyzxyz", 1697043785, MessageKind.Sticker) with
        {
            Media = new("1234567890987654321", "image/webp", "HcwyCKrTKXHk0a00ms4HWIA76GY0Du6q4Z/iuwevw=", null, false, true, null),
        },
        ["in_location"] = FromSheena(OtherId, 1744344496, MessageKind.Location) with
        {
            Text = "Philz Coffee, 101 Forest Ave, Palo Alto, CA 94301",
            Location = new(37.44221496582, -122.16165924072),
        },
        ["in_contacts"] = FromSheena(FirstId, 1744344496, MessageKind.Contacts) with { Text = "Barbara J. Johnson" },
        ["in_interactive_button_reply"] = FromSheena("wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTZBQzg0MzQ4QjRCM0NGNkVGOAA=", 1750025136, MessageKind.ButtonReply) with
        {
            Text = "Cancel",
            ReplyId = "cancel-button",
            QuotedProviderId = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MEM2RUJFNkI0RENGQTVDRjUA",
        },
        ["in_interactive_list_reply"] = FromSheena(OtherId, 1749854575, MessageKind.ListReply) with
        {
            Text = "Priority Mail Express",
            ReplyId = "priority_express",
            QuotedProviderId = OurId,
        },
        ["in_button_template_quick_reply"] = FromSheena(OtherId, 1750091045, MessageKind.TemplateButton) with
        {
            Text = "Unsubscribe",
            ReplyId = "Unsubscribe",
            QuotedProviderId = OurId,
        },
        ["in_reaction"] = FromSheena(OtherId, 1749419544, MessageKind.Reaction) with { TargetProviderId = OurId, Emoji = "👍" },
        ["in_reaction_2"] = FromSheena(OtherId, 1749419544, MessageKind.Reaction) with { TargetProviderId = OurId },
        ["in_order"] = FromSheena(OtherId, 1750096325, MessageKind.Order) with
        {
            Text = "Love these! (2 × di9ozbzfi4 at 30 USD, 1 × nqryix03ez at 25 USD)",
        },
        ["in_unsupported"] = FromSheena(OtherId, 1750090702, MessageKind.Unsupported) with { Text = "edit", ErrorCode = 131051 },
        ["in_edit_coexistence"] = FromSheena(OtherId, 1749854575, MessageKind.Edit) with
        {
            InnerKind = MessageKind.Image,
            TargetProviderId = OurId,
            Text = "Updated image caption",
            Media = new("1234567890", "image/jpeg", "a1b2c3d4e5f6...", null, false, false, "https://media.example.com/updated-image.jpg"),
        },
        ["in_revoke_coexistence"] = FromSheena(OtherId, 1749854575, MessageKind.Revoke) with { TargetProviderId = OurId },
        ["in_system_user_changed_number"] = FromSheena("wamid.HBgLMTk4MzU1NTE5NzQVAgASGAoxMTgyMDg2MjY3AA==", 1750269342, MessageKind.System) with
        {
            ProfileName = null,
            Text = "User Sheena Nelson changed from 16505551234 to 12195555358",
            SystemChange = new(SystemChangeKind.PhoneChanged, null, null, "12195555358"),
        },
        ["in_system_user_changed_number_2026"] = FromSheena("wamid.HBgLMTk4MzU1NTE5NzQVAgASGAoxMTgyMDg2MjY3AA==", 1750269342, MessageKind.System) with
        {
            ProfileName = null,
            UserId = "US.13491208655302741918",
            Text = "User Sheena Nelson changed from 16505551234 to 12195555358",
            SystemChange = new(SystemChangeKind.PhoneChanged, "US.99887766554433221100", "US.13491208655302741918", "12195555358"),
        },
        ["in_system_identity_changed"] = FromTestName("wamid.xyzxyz", 1697044706, MessageKind.System) with
        {
            ProfileName = "User A",
            UserId = null,
            ParentUserId = null,
            Text = "User identity changed",
            SystemChange = new(SystemChangeKind.IdentityChanged, null, null, null),
        },
        ["smb_message_echo_text"] = FromSheena("wamid.HBgLMTY0NjcwNDM1OTUVAgARGBIyNDlBOEI5QUQ4NDc0N0FCNjMA", 1739321024, MessageKind.Echo) with
        {
            InnerKind = MessageKind.Text,
            ProfileName = null,
            Text = "Here's the info you requested! https://www.meta.com/quest/quest-3/",
        },
        ["smb_echo_text"] = FromTestName("<WHATSAPP_MESSAGE_ID>", 1697043223, MessageKind.Echo) with
        {
            InnerKind = MessageKind.Text,
            Phone = "<WHATSAPP_USER_PHONE_NUMBER>",
            UserId = "<BSUID>",
            ParentUserId = "<PARENT_BSUID>",
            ProfileName = null,
            Text = "Test message",
        },
        ["smb_echo_delete"] = FromTestName("wamid.yyyyyy", 1697044968, MessageKind.Echo) with
        {
            InnerKind = MessageKind.Revoke,
            TargetProviderId = "wamid.zzzzzz",
        },
    };

    public static TheoryData<string> Names => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_read_field_by_field(string name)
    {
        var message = Payload.Message(name);
        Assert.Contains(message.ProviderId, message.Raw, StringComparison.Ordinal);
        Assert.Equal(Expected[name], message with { Raw = "" });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_waits_in_the_lane_of_its_person(string name)
    {
        var item = Assert.Single(Payload.Items(name));
        var expected = Expected[name];
        Assert.Equal(expected.UserId ?? expected.Phone, item.Lane);
        Assert.Equal(expected.PhoneNumberId, item.PhoneNumberId);
        Assert.Equal($"m|{expected.PhoneNumberId}|{expected.ProviderId}", item.DedupeKey);
    }

    [Fact]
    public void A_batch_gives_each_part_to_its_number()
    {
        var items = Payload.Items("batch_multi_entry_changes_messages");
        Assert.Equal(
            [
                (ItemKind.Message, Number, Sheena),
                (ItemKind.Message, Number, Sheena),
                (ItemKind.Status, Number, "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0QUQ2MjA4NEYyRkExNjMyREUA"),
                (ItemKind.Message, "206540352242999", Sheena),
            ],
            items.Select(i => (i.Kind, i.PhoneNumberId!, i.Lane)));
        Assert.Equal(items.Count, items.Select(i => i.DedupeKey).Distinct().Count());
        Assert.Equal("Taj Mahal", WhatsAppMessage.Read(items[1].Json, Payload.ReceivedAt)?.Text);
        Assert.Equal("Sheena Nelson", WhatsAppMessage.Read(items[3].Json, Payload.ReceivedAt)?.ProfileName);
    }

    /// <summary>Every recorded message, for the test that no file is left out.</summary>
    internal static IEnumerable<string> Covered => [.. Expected.Keys, "batch_multi_entry_changes_messages"];
}
