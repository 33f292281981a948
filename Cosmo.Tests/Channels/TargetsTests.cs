using System.Text.Json.Nodes;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Channels;

/// <summary>Edits, withdrawals and reactions, and notices: they change what is theirs and nothing else.</summary>
public sealed class TargetsTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_the_customer_of_a_conversation_changes_or_reacts_to_its_messages(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var id = Webhook.NewId();
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, "I want to talk to a human being, please", core.Clock.Now, id));
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, "I want to talk to a human being, please", core.Clock.Now));

        await core.ReceiveAsync(About(core, DefaultSandboxCast.Tom, Reaction(id)));
        await core.ReceiveAsync(About(core, DefaultSandboxCast.Tom, Revoke(id)));
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.ProviderId == id);
        Assert.Equal((null, false), (message.Reaction, message.IsRevoked));
        Assert.Equal(2, (await core.AllAsync<ChannelNotice>()).Count(n => n.Summary.Contains("somebody else", StringComparison.Ordinal)));

        await core.ReceiveAsync(About(core, DefaultSandboxCast.Maria, Reaction(id)));
        await core.ReceiveAsync(About(core, DefaultSandboxCast.Maria, Revoke(id)));
        message = Assert.Single(await core.AllAsync<Message>(), m => m.ProviderId == id);
        Assert.Equal(("👍", true), (message.Reaction, message.IsRevoked));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_customer_cannot_take_back_what_the_business_said(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, "Hello");
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, "I want to talk to a human being, please", core.Clock.Now));
        var ours = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);

        await core.ReceiveAsync(About(core, DefaultSandboxCast.Maria, Revoke(ours.ProviderId!)));
        await core.ReceiveAsync(About(core, DefaultSandboxCast.Maria, Reaction(ours.ProviderId!)));

        ours = Assert.Single(await core.AllAsync<Message>(), m => m.Id == ours.Id);
        Assert.Equal(("👍", false), (ours.Reaction, ours.IsRevoked));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_templates_quality_says_nothing_of_a_template_that_is_not_known(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await core.ReceiveAsync(Webhook.Body(("message_template_quality_update", new JsonObject
        {
            ["previous_quality_score"] = "GREEN",
            ["new_quality_score"] = "YELLOW",
            ["message_template_id"] = 1,
            ["message_template_name"] = "of_long_ago",
            ["message_template_language"] = "en_US",
        })));

        Assert.Empty(await core.AllAsync<Template>());
        Assert.Contains("of_long_ago", Assert.Single(await core.AllAsync<ChannelNotice>()).Summary, StringComparison.Ordinal);
    }

    private static byte[] About(CoreFixture core, SandboxPerson person, JsonObject change)
    {
        var value = Webhook.Message(person, "", core.Clock.Now, Webhook.NewId());
        var message = value["messages"]![0]!.AsObject();
        message.Remove("text");
        foreach (var (name, part) in change)
            message[name] = part?.DeepClone();
        return Webhook.Of(core.Business.PhoneNumberId, value);
    }

    private static JsonObject Reaction(string to) => new() { ["type"] = "reaction", ["reaction"] = new JsonObject { ["message_id"] = to, ["emoji"] = "👍" } };

    private static JsonObject Revoke(string of) => new() { ["type"] = "revoke", ["revoke"] = new JsonObject { ["original_message_id"] = of } };
}
