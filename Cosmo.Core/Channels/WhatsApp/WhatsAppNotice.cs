using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Something Meta tells about the account and not about one message.</summary>
/// <param name="Field">The webhook field it came by.</param>
/// <param name="AccountId">The WhatsApp Business Account (WABA) it is about.</param>
/// <param name="Summary">The notice in one line, for a log or an alarm.</param>
public abstract record WhatsAppNotice(string Field, string? AccountId, string Summary)
{
    /// <summary>
    /// The notice in the <see cref="WebhookItem.Json"/> of a <see cref="ItemKind.Notice"/> or
    /// <see cref="ItemKind.ValueError"/>. Never throws; null when the text holds none.
    /// Times that cannot be true become <paramref name="receivedAt"/>.
    /// </summary>
    public static WhatsAppNotice? Read(string itemJson, DateTimeOffset receivedAt)
    {
        if (ItemJson.Open(itemJson) is not { } part)
            return null;

        // A value error is the bare error; a notice is the whole change, of which the value is a member.
        if (part.Item.Member("value") is not { ValueKind: JsonValueKind.Object } value)
            return new OtherNotice(part.Field, part.EntryId, OtherNotice.Summarise(part.Field, part.Item), WhatsAppStatus.ErrorIn(part.Item));

        return part.Field switch
        {
            "message_template_status_update" or "message_template_quality_update" or "template_category_update"
                or "message_template_components_update" when value.Text("message_template_name") is not null =>
                TemplateNotice.Read(part, value),
            "phone_number_quality_update" => NumberQualityNotice.Read(part, value),
            "account_alerts" or "account_update" or "account_review_update" => AccountNotice.Read(part, value),
            "user_preferences" => PreferenceNotice.Read(part, value, receivedAt),
            _ => new OtherNotice(part.Field, part.EntryId, OtherNotice.Summarise(part.Field, value), WhatsAppStatus.ErrorIn(value.First("errors"))),
        };
    }
}
