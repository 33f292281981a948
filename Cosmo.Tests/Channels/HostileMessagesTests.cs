using System.Text.Json.Nodes;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Channels;

/// <summary>Whatever stands in a signed body, it is stored: what a database refuses would be a message that is lost.</summary>
public sealed class HostileMessagesTests
{
    private const string Emoji = "😀";

    // Each shortening on the way (the preview, the evidence, the issue of a ticket) meets an emoji's middle at one of these.
    public static TheoryData<StorageProvider, int> Offsets => new(
        from provider in Enum.GetValues<StorageProvider>() from offset in new[] { 0, 1 } select (provider, offset));

    [Theory, MemberData(nameof(Offsets))]
    public async Task A_text_of_emoji_is_cut_between_them(StorageProvider provider, int offset)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var text = new string('a', offset) + string.Concat(Enumerable.Repeat(Emoji, 32_500));
        await core.ReceiveAsync(Body(core, text, name: new string('b', offset) + string.Concat(Enumerable.Repeat(Emoji, 300))));

        await AssertNothingDeadAsync(core);
        Assert.Equal(text, Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Customer).Text);
        var contact = Assert.Single(await core.AllAsync<Contact>());
        Assert.InRange(contact.Name.Length, Contact.LongestName - 1, Contact.LongestName);
        Assert.False(char.IsHighSurrogate(contact.Name[^1]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Invisible_and_turning_letters_are_kept_but_no_name_writes_lines_of_its_own(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        const string text = "\u202Eneddih\u202C \u0001\u001b[31m \u2066x\u2069 \ud83d";
        await core.ReceiveAsync(Body(core, text, name: "Ana\n\u202E#7 closed\t \u2067"));

        await AssertNothingDeadAsync(core);
        Assert.Equal(text.Replace('\ud83d', '\ufffd'), Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Customer).Text);
        Assert.Equal("Ana #7 closed", Assert.Single(await core.AllAsync<Contact>()).Name);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_longer_than_Meta_makes_it_is_left_out_or_shown_to_a_person(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        static string Long(char letter) => new(letter, 5000);
        var odd = Webhook.Message(DefaultSandboxCast.Tom, "Hello", core.Clock.Now, Webhook.NewId());
        odd["contacts"]![0]!["profile"]!["username"] = "@" + Long('u');
        odd["messages"]![0]!["context"] = new JsonObject { ["id"] = Long('q') };
        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId,
            Webhook.Message(DefaultSandboxCast.Maria with { PhoneNumber = Long('9') }, "a long number", core.Clock.Now, Webhook.NewId()),
            Webhook.Message(DefaultSandboxCast.Maria with { UserId = Long('U') }, "a long id", core.Clock.Now, Webhook.NewId()),
            Webhook.Message(DefaultSandboxCast.Maria, "a long message id", core.Clock.Now, Long('w')),
            Webhook.Status(Long('s'), "sent", core.Clock.Now, null),
            odd));
        await core.ReceiveAsync(Webhook.Body(
            ("message_template_status_update", Template(Long('E'), "refund", "en_US", Long('C'))),
            ("message_template_status_update", Template("APPROVED", Long('n'), "en_US", "UTILITY")),
            ("message_template_status_update", Template("APPROVED", "refund", Long('l'), "UTILITY")),
            (Long('f'), new JsonObject { ["a"] = 1 })));

        await AssertNothingDeadAsync(core);
        Assert.Equal("Hello", Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Customer).Text);
        Assert.Equal(4, (await core.AllAsync<ChannelNotice>()).Count(n => n.Field == "quarantine"));
    }

    private static JsonObject Template(string state, string name, string language, string category) => new()
    {
        ["event"] = state,
        ["message_template_name"] = name,
        ["message_template_language"] = language,
        ["message_template_category"] = category,
    };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_body_with_thousands_of_people_is_kept(StorageProvider provider)
    {
        const int people = 3_000;
        await using var core = await CoreFixture.CreateAsync(provider);
        var values = new JsonObject
        {
            ["messages"] = new JsonArray([.. Enumerable.Range(0, people).Select(i => new JsonObject
            {
                ["from"] = $"3460000{i:D5}",
                ["id"] = $"wamid.MANY{i}",
                ["timestamp"] = "1780000000",
                ["type"] = "text",
                ["text"] = new JsonObject { ["body"] = "Hello" },
            })]),
        };
        await core.Get<Cosmo.Core.Channels.WhatsApp.WebhookIntake>().AcceptAsync(Webhook.Of(core.Business.PhoneNumberId, values));
        Assert.Equal(people, (await core.AllAsync<WorkItem>()).Count);
    }

    private static byte[] Body(CoreFixture core, string text, string name)
    {
        // Written by hand: a serializer refuses half a surrogate pair, the wire does not.
        var at = core.Clock.Now.ToUnixTimeSeconds();
        return System.Text.Encoding.UTF8.GetBytes($$$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"{{{core.Business.PhoneNumberId}}}"},
            "contacts":[{"profile":{"name":{{{Quoted(name)}}}},"user_id":"{{{DefaultSandboxCast.Tom.UserId}}}"}],
            "messages":[{"from_user_id":"{{{DefaultSandboxCast.Tom.UserId}}}","id":"{{{Webhook.NewId()}}}","timestamp":"{{{at}}}","type":"text","text":{"body":{{{Quoted(text)}}}}}]}}]}]}
            """);
    }

    private static string Quoted(string text) => $"\"{string.Concat(text.Select(c => c is > ' ' and <= '~' and not ('"' or '\\') ? c.ToString() : $"\\u{(int)c:x4}"))}\"";

    private static async Task AssertNothingDeadAsync(CoreFixture core) =>
        Assert.DoesNotContain(await core.AllAsync<WorkItem>(), w => w.State is not WorkState.Done && w.Error is not null);
}
