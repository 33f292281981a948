using System.Text;
using System.Text.Json.Nodes;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels.WhatsApp;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Channels;

/// <summary>A shop whose number the recorded bodies are sent to, with what they speak of there before.</summary>
internal sealed class PayloadScene(CoreFixture core) : IAsyncDisposable
{
    public const string Phone = "16505551234";

    /// <summary>The message that most recorded reactions, edits and revocations are about.</summary>
    public const string Target = "wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA=";

    public CoreFixture Core => core;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PayloadScene> CreateAsync(StorageProvider provider) => new(await CoreFixture.CreateAsync(provider));

    /// <summary>Every recorded body that Meta posts. The last is printed without its envelope in Meta's documents.</summary>
    public static IEnumerable<string> Webhooks =>
        Payload.Names.Where(name => name == "history_declined" || Payload.Text(name).Contains("\"entry\"", StringComparison.Ordinal));

    /// <summary>A recorded body, for our number and account.</summary>
    /// <param name="name">The file without its ending.</param>
    /// <param name="change">Changes the value of each change.</param>
    public byte[] Body(string name, Action<JsonNode>? change = null)
    {
        var body = JsonNode.Parse(Payload.Text(name))!;
        foreach (var entry in body["entry"]?.AsArray() ?? [])
        {
            entry!["id"] = core.Business.WabaId;
            foreach (var value in entry["changes"]!.AsArray().Select(c => c!["value"]!))
            {
                if (value["metadata"] is { } metadata)
                    metadata["phone_number_id"] = core.Business.PhoneNumberId;
                change?.Invoke(value);
            }
        }

        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    public Task ReceiveAsync(string name) => core.ReceiveAsync(Body(name));

    /// <summary>A message of the thread with <see cref="Phone"/>, known to Meta by that id.</summary>
    public Task KnowMessageAsync(string providerId, Author author = Author.BusinessApp) => core.ChangeAsync(async change =>
    {
        var sender = new Sender(core.Business.Id, null, Phone, "Sheena Nelson", null);
        var inbound = new Inbound(providerId, DateTimeOffset.FromUnixTimeSeconds(1738000000), MessageKind.Text, "what was said before") { Author = author };
        var (_, message) = (await Reception.ReceiveAsync(change, sender, inbound, Cancel))!.Value;
        message.Reaction = "❤️";
    });

    /// <summary>A message of ours that Meta took under that id.</summary>
    /// <returns>The id of the send.</returns>
    public async Task<Guid> KnowSendAsync(string? providerId)
    {
        var id = Guid.CreateVersion7();
        await KnowMessageAsync("wamid.before");
        await core.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync(Cancel);
            var message = conversation.Say(new Outbound(Author.Assistant, "our words", "en"), change.Now);
            var outgoing = Outgoing.ForMessage(core.Business.Id, message.Id, id, "{}", change.Now);
            outgoing.Begin(change.Now);
            if (providerId is not null)
                outgoing.Accepted(providerId, change.Now);
            change.Db.AddRange(message, outgoing);
        });
        return id;
    }

    /// <summary>A template that may be sent.</summary>
    public Task KnowTemplateAsync(string name, string language) => core.ChangeAsync(change =>
    {
        var template = Template.Of(core.Business.Id, name, language);
        (template.State, template.Category) = ("APPROVED", "SERVICE");
        change.Db.Add(template);
        return Task.CompletedTask;
    });

    /// <summary>What came in, in its order.</summary>
    public async Task<List<Message>> HeardAsync() =>
        [.. (await core.AllAsync<Message>()).Where(m => m.Author is Author.Customer or Author.BusinessApp).OrderBy(m => m.Position)];

    /// <summary>The addresses of the only contact.</summary>
    public async Task<IEnumerable<string>> AddressesAsync()
    {
        var contact = Assert.Single(await core.AllAsync<Contact>());
        var identities = await core.AllAsync<Identity>();
        Assert.All(identities, i => Assert.Equal(contact.Id, i.ContactId));
        return identities.Select(i => i.Value).Order(StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.DoesNotContain(await core.AllAsync<WorkItem>(), w => w.State is WorkState.Dead);
        await core.DisposeAsync();
    }
}
