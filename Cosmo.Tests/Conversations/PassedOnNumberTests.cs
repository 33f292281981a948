using System.Text.Json.Nodes;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Conversations;

/// <summary>A phone number is an alias that passes from one person to another; a user id says who somebody is.</summary>
public sealed class PassedOnNumberTests
{
    private static readonly SandboxPerson s_before = DefaultSandboxCast.Maria;
    private static readonly SandboxPerson s_after = new("ES.10000000000000009999", "Lucía", s_before.PhoneNumber, "es");

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_got_somebodys_number_begins_a_conversation_of_their_own(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await SayAsync(core, s_before, "My order number is 4711");
        await SayAsync(core, s_after, "Hello");
        await SayAsync(core, s_before with { PhoneNumber = null }, "And I live in Calle Mayor 3");   // hides the new number

        var contacts = await core.AllAsync<Contact>();
        Assert.Equal(2, contacts.Count);
        var (maria, lucia) = (contacts.Single(c => c.Name == s_before.Name), contacts.Single(c => c.Name == s_after.Name));
        Assert.Equal((null, s_after.WaId), (maria.Phone, lucia.Phone));
        Assert.Equal(["Hello"], await TextsAsync(core, lucia));
        Assert.Equal(["My order number is 4711", "And I live in Calle Mayor 3"], await TextsAsync(core, maria));
        // What is answered to her must not go to the number that is somebody else's.
        Assert.Equal((null, s_before.UserId), await RecipientAsync(core, maria) is var to ? (to.To, to.Recipient) : default);
        Assert.Equal(s_after.PhoneNumber, (await RecipientAsync(core, lucia)).To);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Somebody_known_by_number_alone_is_the_same_person_with_a_user_id(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await core.ChangeAsync(change => Reception.RecogniseAsync(change, new(core.Business.Id, null, s_before.WaId, s_before.Name, null), CancellationToken.None));
        await SayAsync(core, s_before, "Hello");
        await SayAsync(core, s_before with { PhoneNumber = null }, "It is me");
        Assert.Equal(s_before.WaId, Assert.Single(await core.AllAsync<Contact>()).Phone);
        Assert.Equal(2, (await core.AllAsync<Identity>()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_number_that_comes_with_the_first_message_and_is_shared_in_it_is_learnt_once(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var shared = Webhook.Message(s_before, "", core.Clock.Now, Webhook.NewId());
        var message = shared["messages"]![0]!.AsObject();
        (message["type"], message["origin"]) = ("contacts", "contact_request");
        message["contacts"] = new JsonArray(new JsonObject { ["phones"] = new JsonArray(new JsonObject { ["phone"] = s_before.PhoneNumber }) });
        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, shared));

        Assert.Equal(s_before.WaId, Assert.Single(await core.AllAsync<Contact>()).Phone);
        Assert.Equal([$"Phone {s_before.WaId}", $"UserId {s_before.UserId}"], (await core.AllAsync<Identity>()).Select(i => $"{i.Kind} {i.Value}").Order(StringComparer.Ordinal));
        Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Customer);
        Assert.DoesNotContain(await core.AllAsync<WorkItem>(), w => w.Error is not null);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Somebody_whose_number_comes_in_its_other_spelling_is_the_same_person(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        foreach (var (number, id) in new[] { ("5511987654321", null), ("551187654321", null), ("551187654321", "BR.777"), ("5511987654321", "BR.777") })
            await core.ChangeAsync(change => Reception.RecogniseAsync(change, new(core.Business.Id, id, number, "João", null), CancellationToken.None));
        Assert.Equal("5511987654321", Assert.Single(await core.AllAsync<Contact>()).Phone);
        Assert.Equal(["551187654321", "5511987654321", "BR.777"], (await core.AllAsync<Identity>()).Select(i => i.Value).Order(StringComparer.Ordinal));

        // Who is known to be somebody else is not taken for them.
        await core.ChangeAsync(change => Reception.RecogniseAsync(change, new(core.Business.Id, "MX.1", "5215512345678", "Luz", null), CancellationToken.None));
        await core.ChangeAsync(change => Reception.RecogniseAsync(change, new(core.Business.Id, "MX.2", "525512345678", "Sol", null), CancellationToken.None));
        Assert.Equal(["João", "Luz", "Sol"], (await core.AllAsync<Contact>()).Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_Metas_answer_calls_a_customer_is_kept_as_their_alias(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Host.Before = async context =>
        {
            await context.Response.WriteAsJsonAsync(new
            {
                messaging_product = "whatsapp",
                contacts = new[] { new { input = "+5511987654321", wa_id = "551187654321", user_id = "BR.777" } },
                messages = new[] { new { id = "wamid.taken" } },
            });
            return true;
        };
        await core.ChangeAsync(async change =>
        {
            var contact = await Reception.RecogniseAsync(change, new(core.Business.Id, null, "5511987654321", "João", null), CancellationToken.None);
            var conversation = Conversation.Start(contact.Id, core.Business.Id, change.Now);
            var message = conversation.Say(new(Author.Assistant, "Olá", "pt"), change.Now);
            change.Db.AddRange(conversation, message);
            Outbox.Queue(change, message, new TextSend("Olá") { To = new("5511987654321", null) });
        });
        await core.RunAsync();
        await SayAsync(core, new("BR.777", "João", "+551187654321", "pt"), "Olá");

        Assert.Single(await core.AllAsync<Contact>());
        Assert.Equal(["551187654321", "5511987654321", "BR.777"], (await core.AllAsync<Identity>()).Select(i => i.Value).Order(StringComparer.Ordinal));
    }

    private static Task SayAsync(CoreFixture core, SandboxPerson person, string text) =>
        core.ReceiveAsync(Webhook.FromCustomer(person, core.Business.PhoneNumberId, text, core.Clock.Now));

    private static Task<List<string>> TextsAsync(CoreFixture core, Contact contact) => core.ReadAsync(db =>
        (from m in db.Set<Message>()
         join c in db.Set<Conversation>() on m.ConversationId equals c.Id
         where c.ContactId == contact.Id && m.Author == Author.Customer
         orderby m.Position
         select m.Text).ToListAsync());

    private static async Task<WhatsAppRecipient> RecipientAsync(CoreFixture core, Contact contact)
    {
        var to = new WhatsAppRecipient(null, null);
        await core.ChangeAsync(async change =>
            to = await Outbox.RecipientAsync(change, await change.Db.Set<Conversation>().SingleAsync(c => c.ContactId == contact.Id)));
        return to;
    }
}
