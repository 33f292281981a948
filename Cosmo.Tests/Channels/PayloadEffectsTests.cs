using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Channels.WhatsApp;

namespace Cosmo.Tests.Channels;

/// <summary>What each recorded webhook leaves in the database.</summary>
public sealed class PayloadEffectsTests
{
    private const string User = "US.13491208655302741918";
    private static readonly string[] s_sheena = [PayloadScene.Phone];
    private static readonly string[] s_testName = ["972987654321", User];

    private static readonly Dictionary<string, Func<PayloadScene, string, Task>> s_effects = new()
    {
        ["in_text"] = Said(s_sheena, MessageKind.Text, "Does it come in another color?"),
        ["in_text_2"] = Said(s_sheena, MessageKind.Text, "Is this still available?"),
        ["in_text_forwarded"] = Said(s_testName, MessageKind.Text, "forwarded text"),
        ["in_text_reply_context"] = Said(s_testName, MessageKind.Text, "replied text"),
        ["bsuid_in_text_no_phone"] = Said([User], MessageKind.Text, "Does it come in another color?"),
        ["in_image"] = Said(s_sheena, MessageKind.Image, "Taj Mahal"),
        ["in_video"] = Said(s_sheena, MessageKind.Video, "Timelapse of growth"),
        ["in_audio"] = Said(s_sheena, MessageKind.Voice, ""),
        ["in_document"] = Said(s_sheena, MessageKind.Document, "my receipt"),
        ["in_sticker"] = Said(s_sheena, MessageKind.Sticker, ""),
        ["in_sticker_animated"] = Said(s_testName, MessageKind.Sticker, ""),
        ["in_location"] = Said(s_sheena, MessageKind.Location, "Philz Coffee, 101 Forest Ave, Palo Alto, CA 94301"),
        ["in_contacts"] = Said(s_sheena, MessageKind.Contacts, "Barbara J. Johnson"),
        ["in_interactive_button_reply"] = Said(s_sheena, MessageKind.Choice, "Cancel"),
        ["in_interactive_list_reply"] = Said(s_sheena, MessageKind.Choice, "Priority Mail Express"),
        ["in_button_template_quick_reply"] = Said(s_sheena, MessageKind.Choice, "Unsubscribe"),
        ["in_order"] = Said(s_sheena, MessageKind.Order, "Love these! (2 × di9ozbzfi4 at 30 USD, 1 × nqryix03ez at 25 USD)"),
        ["in_unsupported"] = Said(s_sheena, MessageKind.Unsupported, "edit"),
        ["smb_message_echo_text"] = Said(s_sheena, MessageKind.Text, "Here's the info you requested! https://www.meta.com/quest/quest-3/", Author.BusinessApp),
        ["smb_echo_text"] = Said(["<BSUID>", "<WHATSAPP_USER_PHONE_NUMBER>"], MessageKind.Text, "Test message", Author.BusinessApp),
        ["in_reaction"] = OnTarget(PayloadScene.Target, m => Assert.Equal("👍", m.Reaction)),
        ["in_reaction_2"] = OnTarget(PayloadScene.Target, m => Assert.Null(m.Reaction)),
        ["in_edit_coexistence"] = OnTarget(PayloadScene.Target, m => Assert.Equal(("Updated image caption", true), (m.Text, m.EditedAt is not null))),
        ["in_revoke_coexistence"] = OnTarget(PayloadScene.Target, m => Assert.Equal(("", true), (m.Text, m.IsRevoked))),
        ["smb_echo_delete"] = OnTarget("wamid.zzzzzz", m => Assert.Equal(("", true), (m.Text, m.IsRevoked))),
        ["in_system_user_changed_number"] = Moved("12195555358", PayloadScene.Phone),
        ["in_system_user_changed_number_2026"] = Moved("12195555358", PayloadScene.Phone, User, "US.99887766554433221100"),
        ["in_system_identity_changed"] = Unsaid(notices: 0),
        ["status_sent_v24_minimal"] = Status(Delivery.Sent),
        ["status_sent_pmp_v23"] = Status(Delivery.Sent),
        ["status_sent_bsuid"] = Status(Delivery.Sent),
        ["status_sent_biz_opaque_callback_data"] = Status(Delivery.Sent),
        ["status_delivered_bsuid"] = Status(Delivery.Delivered),
        ["status_delivered_old_cbp"] = Status(Delivery.Delivered),
        ["bsuid_status_delivered_phone_known"] = Status(Delivery.Delivered),
        ["status_read_bsuid"] = Status(Delivery.Read),
        ["status_group_bsuid"] = Status(Delivery.Read),
        ["status_failed_131049"] = Status(Delivery.Failed),
        ["template_status_approved"] = TemplateOf("order_confirmation", "en_US", "APPROVED", "UTILITY"),
        ["template_status_pywa_approved"] = TemplateOf("order_confirmation", "en_US", "APPROVED", "UTILITY"),
        ["template_status_rejected_invalid_format"] = TemplateOf("abandoned_cart", "en", "REJECTED", "MARKETING"),
        ["template_quality_update"] = TemplateOf("welcome_template", "en_US", "APPROVED", "SERVICE"),
        ["template_category_update_1"] = TemplateOf("welcome_template", "en_US", "APPROVED", "UTILITY"),
        ["template_category_update_2"] = TemplateOf("welcome_template", "en_US", "APPROVED", "MARKETING"),
        ["template_components_update"] = TemplateOf("order_confirmation", "en_US", "APPROVED", "SERVICE"),
        ["account_alerts"] = Unsaid(),
        ["account_update_1"] = Unsaid(),
        ["business_capability_update"] = Unsaid(),
        ["phone_number_quality_update"] = Unsaid(),
        ["history_1"] = Unsaid(),
        ["history_2"] = Unsaid(),
        ["history_declined"] = Unsaid(),
        ["smb_app_state_sync"] = Unsaid(),
        ["in_value_errors"] = Unsaid(),
        ["user_preferences_stop"] = PreferenceAsync,
        ["batch_multi_entry_changes_messages"] = BatchAsync,
    };

    public static TheoryData<StorageProvider, string> Cases
    {
        get
        {
            var cases = new TheoryData<StorageProvider, string>();
            foreach (var name in s_effects.Keys)
            {
                cases.Add(StorageProvider.Sqlite, name);
                cases.Add(StorageProvider.Postgres, name);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_recorded_webhook_has_its_effect(StorageProvider provider, string name)
    {
        await using var scene = await PayloadScene.CreateAsync(provider);
        await s_effects[name](scene, name);
    }

    [Fact]
    public void No_recorded_webhook_is_left_out() => Assert.Equal(PayloadScene.Webhooks.Order(), s_effects.Keys.Order());

    private static Func<PayloadScene, string, Task> Said(string[] addresses, MessageKind kind, string text, Author author = Author.Customer) =>
        async (scene, name) =>
        {
            await scene.ReceiveAsync(name);
            var message = Assert.Single(await scene.HeardAsync());
            Assert.Equal((kind, text, author), (message.Kind, message.Text, message.Author));
            Assert.Equal(addresses.Order(StringComparer.Ordinal), await scene.AddressesAsync());
            var conversation = Assert.Single(await scene.Core.AllAsync<Conversation>());
            Assert.Equal(conversation.Id, message.ConversationId);
            Assert.Equal(author is Author.Customer ? message.At : (DateTimeOffset?)null, conversation.LastInboundAt);
        };

    private static Func<PayloadScene, string, Task> OnTarget(string target, Action<Message> assert) => async (scene, name) =>
    {
        // Customers change their own words only; they react to ours.
        await scene.KnowMessageAsync(target, name.StartsWith("in_edit", StringComparison.Ordinal) || name.StartsWith("in_revoke", StringComparison.Ordinal) ? Author.Customer : Author.BusinessApp);
        await scene.ReceiveAsync(name);
        assert(Assert.Single(await scene.HeardAsync()));
        Assert.Empty(await scene.Core.AllAsync<Ticket>());
    };

    private static Func<PayloadScene, string, Task> Moved(params string[] addresses) => async (scene, name) =>
    {
        await scene.KnowMessageAsync("wamid.before");
        await scene.ReceiveAsync(name);
        Assert.Equal(addresses.Order(StringComparer.Ordinal), await scene.AddressesAsync());
        Assert.Contains("changed from", Assert.Single(await scene.Core.AllAsync<Note>()).Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await scene.Core.AllAsync<Conversation>()).LastInboundAt);
        Assert.Single(await scene.HeardAsync());
        Assert.Empty(await scene.Core.AllAsync<Ticket>());
    };

    private static Func<PayloadScene, string, Task> Status(Delivery delivery) => async (scene, name) =>
    {
        await scene.KnowSendAsync(Payload.Status(name).ProviderId);
        await scene.ReceiveAsync(name);
        var outgoing = Assert.Single(await scene.Core.AllAsync<Outgoing>());
        Assert.Equal((delivery, delivery is Delivery.Failed), (outgoing.Delivery, outgoing.Error is not null));
        Assert.Equal(delivery, Assert.Single(await scene.Core.AllAsync<Message>(), m => m.Author is Author.Assistant).Delivery);
    };

    private static Func<PayloadScene, string, Task> TemplateOf(string template, string language, string state, string category) => async (scene, name) =>
    {
        await scene.KnowTemplateAsync(template, language);
        await scene.ReceiveAsync(name);
        var row = Assert.Single(await scene.Core.AllAsync<Template>(), t => t.ChannelAccountId == scene.Core.Business.Id);
        Assert.Equal((template, language, state, category), (row.Name, row.Language, row.State, row.Category));
        Assert.Single(await scene.Core.AllAsync<ChannelNotice>());
    };

    // Nobody said anything: no message, no window, no ticket; at most a notice for whoever looks after the number.
    private static Func<PayloadScene, string, Task> Unsaid(int notices = 1) => async (scene, name) =>
    {
        await scene.ReceiveAsync(name);
        Assert.Equal(notices, (await scene.Core.AllAsync<ChannelNotice>()).Count);
        Assert.Empty(await scene.Core.AllAsync<Message>());
        Assert.Empty(await scene.Core.AllAsync<Conversation>());
        Assert.Empty(await scene.Core.AllAsync<Ticket>());
    };

    // The file is named after the page of the documents; the sample printed there is of somebody who resumes.
    private static async Task PreferenceAsync(PayloadScene scene, string name)
    {
        await scene.KnowMessageAsync("wamid.before");
        await scene.Core.ReceiveAsync(scene.Body(name, value => value["user_preferences"]![0]!["value"] = "stop"));
        Assert.True(Assert.Single(await scene.Core.AllAsync<Contact>()).RefusesMarketing);
        await scene.ReceiveAsync(name);
        Assert.False(Assert.Single(await scene.Core.AllAsync<Contact>()).RefusesMarketing);
    }

    private static async Task BatchAsync(PayloadScene scene, string name)
    {
        await scene.KnowSendAsync("wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0QUQ2MjA4NEYyRkExNjMyREUA");
        await scene.ReceiveAsync(name);
        Assert.Equal(
            ["Does it come in another color?", "Taj Mahal", "Unsubscribe"],
            (await scene.HeardAsync()).Where(m => m.Author is Author.Customer).Select(m => m.Text));
        Assert.Equal(s_sheena, await scene.AddressesAsync());
        Assert.Contains(await scene.Core.AllAsync<Outgoing>(), o => o.Delivery is Delivery.Failed);
    }
}
