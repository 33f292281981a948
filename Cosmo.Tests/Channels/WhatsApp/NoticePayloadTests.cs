using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class NoticePayloadTests
{
    private const string Account = "102290129340398";
    private const string Status = "message_template_status_update";
    private const string Confirmation = "order_confirmation";

    private static readonly Dictionary<string, WhatsAppNotice> Expected = new()
    {
        ["template_status_approved"] = new TemplateNotice(
            Status, Account, "Template order_confirmation (en_US): APPROVED",
            Confirmation, "en_US", "1689556908129832", "APPROVED", null, null, "UTILITY", null),
        ["template_status_pywa_approved"] = new TemplateNotice(
            Status, Account, "Template order_confirmation (en_US): APPROVED",
            Confirmation, "en_US", "1689556908129832", "APPROVED", null, null, "UTILITY", null),
        ["template_status_rejected_invalid_format"] = new TemplateNotice(
            Status, Account, "Template abandoned_cart (en): REJECTED",
            "abandoned_cart", "en", "1689556908129835", "REJECTED", "INVALID_FORMAT",
            "Your template has parameters placed next to each other (like {{1}}{{2}}) without text or punctuation between them. "
            + "Separate parameters with descriptive text and ensure each parameter is clearly contextualized.",
            "MARKETING", null),
        ["template_quality_update"] = new TemplateNotice(
            Status, Account, "Template welcome_template (en_US): quality is now YELLOW",
            "welcome_template", "en_US", "806312974732579", "QUALITY", null, null, null, "YELLOW"),
        ["template_category_update_1"] = new TemplateNotice(
            "template_category_update", Account, "Template welcome_template (en_US): category is now UTILITY",
            "welcome_template", "en_US", "278077987957091", "CATEGORY", null, null, "UTILITY", null),
        ["template_category_update_2"] = new TemplateNotice(
            "template_category_update", Account, "Template welcome_template (en_US): category is now MARKETING",
            "welcome_template", "en_US", "278077987957091", "CATEGORY", null, null, "MARKETING", null),
        ["template_components_update"] = new TemplateNotice(
            "message_template_components_update", Account, "Template order_confirmation (en_US): was changed",
            Confirmation, "en_US", "1315502779341834", "COMPONENTS", null, null, null, null),
        ["phone_number_quality_update"] = new NumberQualityNotice(
            "phone_number_quality_update", Account, "Number 15550783881: THROUGHPUT_UPGRADE, limit TIER_UNLIMITED",
            "15550783881", "THROUGHPUT_UPGRADE", "TIER_UNLIMITED"),
        ["account_update_1"] = new AccountNotice("account_update", Account, "Account: ACCOUNT_DELETED", "ACCOUNT_DELETED", null, null),
        ["account_alerts"] = new AccountNotice(
            "account_alerts", Account,
            "Account: INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED: Limits cannot be increased for your business <BUSINESS_PORTFOLIO_NAME>. "
            + "Use WhatsApp Business platform actively for several days and follow our messaging policies.",
            "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED", "WARNING",
            "Limits cannot be increased for your business <BUSINESS_PORTFOLIO_NAME>. "
            + "Use WhatsApp Business platform actively for several days and follow our messaging policies."),
        ["business_capability_update"] = new OtherNotice(
            "business_capability_update", "524126980791429",
            "business_capability_update: max_daily_conversations_per_business 2000, max_phone_numbers_per_waba 25", null),
        // History must never look like new messages: it would open windows and tickets half a year late.
        ["history_1"] = new OtherNotice("history", Account, "history: messaging_product whatsapp", null),
        ["history_2"] = new OtherNotice("history", Account, "history: messaging_product whatsapp", null),
        ["smb_app_state_sync"] = new OtherNotice("smb_app_state_sync", Account, "smb_app_state_sync: messaging_product whatsapp", null),
    };

    public static TheoryData<string> Names => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notice_is_read_field_by_field(string name)
    {
        var item = Assert.Single(Payload.Items(name));
        Assert.Equal(ItemKind.Notice, item.Kind);
        Assert.Equal(Expected[name], WhatsAppNotice.Read(item.Json, Payload.ReceivedAt));
        Assert.Equal(item.Field, item.Lane);
        Assert.Equal(item.DedupeKey, Assert.Single(Payload.Items(name)).DedupeKey);
    }

    // The file is named after the page of the documents; the sample printed there is of somebody who resumes.
    [Fact]
    public void A_marketing_preference_names_the_person_and_the_wish()
    {
        var notice = Payload.Notice<PreferenceNotice>("user_preferences_stop");
        var wish = Assert.Single(notice.Preferences);
        Assert.Equal(new(null, "16505551234", true, DateTimeOffset.FromUnixTimeSeconds(1731705721)), wish);
        Assert.Equal("Marketing messages: 0 stopped, 1 resumed", notice.Summary);
    }

    [Fact]
    public void An_error_of_the_account_is_an_item_of_its_own()
    {
        var notice = Payload.Notice<OtherNotice>("in_value_errors", ItemKind.ValueError);
        Assert.Equal(130429, notice.Error?.Code);
        Assert.Equal("Rate limit hit", notice.Error?.Title);
    }

    // The documents print this one without its envelope; as a body it has no entries.
    [Fact]
    public void A_value_without_its_envelope_is_kept_as_unreadable() =>
        Assert.Equal(ItemKind.Unreadable, Assert.Single(Payload.Items("history_declined")).Kind);

    /// <summary>Every recorded notice, for the test that no file is left out.</summary>
    internal static IEnumerable<string> Covered => [.. Expected.Keys, "user_preferences_stop", "in_value_errors", "history_declined"];
}
