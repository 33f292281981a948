using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class StatusPayloadTests
{
    private static WhatsAppStatus Of(DeliveryStatus status, long seconds, string? category = null) => new(
        "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=", "106540352242922", status,
        DateTimeOffset.FromUnixTimeSeconds(seconds), null, "16505551234", null, null, category, null);

    private static WhatsAppStatus OfTestName(DeliveryStatus status, long seconds) => Of(status, seconds, "service") with
    {
        ProviderId = "wamid.xyzxyz",
        PhoneNumberId = "1122334455667",
        RecipientPhone = "972987654321",
        RecipientUserId = "US.13491208655302741918",
    };

    private static readonly Dictionary<string, WhatsAppStatus> Expected = new()
    {
        ["status_sent_v24_minimal"] = Of(DeliveryStatus.Sent, 1750030073),
        ["status_sent_pmp_v23"] = Of(DeliveryStatus.Sent, 1750030073, "marketing"),
        ["status_sent_bsuid"] = OfTestName(DeliveryStatus.Sent, 1698266945),
        ["status_sent_biz_opaque_callback_data"] = OfTestName(DeliveryStatus.Sent, 1698266945) with { CallbackData = "some data" },
        ["status_delivered_bsuid"] = OfTestName(DeliveryStatus.Delivered, 1698266945),
        ["status_read_bsuid"] = OfTestName(DeliveryStatus.Read, 1689380458),
        ["status_delivered_old_cbp"] = Of(DeliveryStatus.Delivered, 1750263773, "service") with
        {
            ProviderId = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjVBOTE3MDk5QUVFM0YA",
        },
        ["bsuid_status_delivered_phone_known"] = Of(DeliveryStatus.Delivered, 1750030073, "marketing") with { RecipientUserId = "US.13491208655302741918" },
        ["status_group_bsuid"] = Of(DeliveryStatus.Read, 1698266945) with
        {
            ProviderId = "<WHATSAPP_MESSAGE_ID>",
            PhoneNumberId = "<BUSINESS_PHONE_NUMBER_ID>",
            RecipientUserId = "US.123456",
            RecipientPhone = "<GROUP_PARTICIPANT_USER_PHONE_NUMBER>",
            GroupId = "fowefinoewcnw",
        },
        ["status_failed_131049"] = Of(DeliveryStatus.Failed, 1751142888) with
        {
            ProviderId = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0QUQ2MjA4NEYyRkExNjMyREUA",
            Error = new(
                131049,
                "This message was not delivered to maintain healthy ecosystem engagement.",
                "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."),
        },
    };

    public static TheoryData<string> Names => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_status_is_read_field_by_field(string name) => Assert.Equal(Expected[name], Payload.Status(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_status_waits_in_the_lane_of_its_message(string name)
    {
        var item = Assert.Single(Payload.Items(name));
        Assert.Equal(Expected[name].ProviderId, item.Lane);
        Assert.StartsWith($"s|{Expected[name].PhoneNumberId}|{item.Lane}|", item.DedupeKey, StringComparison.Ordinal);
    }

    [Fact]
    public void Sent_delivered_and_read_of_one_message_are_three_facts() =>
        Assert.Equal(3, new[] { "status_sent_bsuid", "status_delivered_bsuid", "status_read_bsuid" }
            .Select(name => Payload.Items(name)[0].DedupeKey).Distinct().Count());

    /// <summary>Every recorded status, for the test that no file is left out.</summary>
    internal static IEnumerable<string> Covered => Expected.Keys;
}
