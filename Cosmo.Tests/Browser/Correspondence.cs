using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Browser;

/// <summary>Customers who have written, however many there should be, without a phone for each of them.</summary>
internal static class Correspondence
{
    /// <summary>A customer of that name has written these texts, a second apart; the newest just now.</summary>
    /// <returns>The conversation.</returns>
    public static async Task<Guid> ReceiveAsync(CosmoApp app, string name, params string[] texts)
    {
        var id = Guid.Empty;
        await app.Services.GetRequiredService<Changes>().RunAsync(async change =>
        {
            var account = await change.Db.Set<ChannelAccount>().SingleAsync(a => a.Purpose == AccountPurpose.Business);
            var contact = Contact.Meet(name, null, null, change.Now);
            var conversation = Conversation.Start(contact.Id, account.Id, change.Now);
            change.Db.AddRange(contact, conversation);
            for (var n = 0; n < texts.Length; n++)
                change.Db.Add(conversation.Receive(new($"wamid.{conversation.Id}.{n}", change.Now.AddSeconds(n + 1 - texts.Length), MessageKind.Text, texts[n])));
            change.Tell(Topic.Inbox, Topic.Conversation(id = conversation.Id));
        });
        return id;
    }

    /// <summary>The same, with a ticket that asks for a person.</summary>
    public static async Task<Guid> ReceiveTicketAsync(CosmoApp app, string name, params string[] texts)
    {
        var id = await ReceiveAsync(app, name, texts);
        await app.Services.GetRequiredService<Changes>().RunAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == id);
            await TicketDesk.OpenAsync(change, conversation, new(Trigger.AsksForPerson, CaseTopic.General, texts[^1], 1, 0.5), texts[^1]);
        });
        return id;
    }
}
