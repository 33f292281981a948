using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>Meta calls a member's 24 hours over before we do.</summary>
public sealed class RefusedPhoneTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task From_then_on_the_template_goes_until_the_member_writes_again(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var ana = await core.MemberAsync();
        var contact = Contact.Meet("Maria", null, null, core.Clock.Now);
        var conversation = Conversation.Start(contact.Id, core.Business.Id, core.Clock.Now);
        var ticket = Ticket.Open(1, conversation.Id, Trigger.AsksForPerson, Core.CaseTopic.Order, "a person", 1, 1, "Where is my order?", core.Clock.Now);
        await core.ChangeAsync(async change =>
        {
            var template = Template.Of(core.Notification.Id, ThreadVoice.TicketTemplate, (await change.Db.Set<Member>().SingleAsync(m => m.Id == ana)).Language);
            template.State = "APPROVED";
            change.Db.AddRange(contact, conversation, template, PairedPhone.Pair(ana, core.Notification.Id, null, "34700000001", change.Now - TimeSpan.FromHours(3)));
            await change.Db.SaveChangesAsync();
            change.Db.Add(ticket);
        });
        core.Host.Before = async context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = new { message = "late", code = 131047 } });
            return true;
        };
        Assert.IsNotType<TemplateSend>(await TellAsync());
        Assert.False(Assert.Single(await core.AllAsync<PairedPhone>()).Window.IsOpen(core.Clock.Now));

        core.Host.Before = null;
        Assert.IsType<TemplateSend>(await TellAsync());

        core.Clock.Advance(TimeSpan.FromMinutes(1));
        await core.ChangeAsync(async change => (await change.Db.Set<PairedPhone>().SingleAsync()).Heard(change.Now, null, null));
        Assert.IsNotType<TemplateSend>(await TellAsync());

        async Task<WhatsAppSend> TellAsync()
        {
            await core.ChangeAsync(async change =>
            {
                if (await ThreadVoice.FindAsync(change, ana) is { } listener)
                    await ThreadVoice.NotifyAsync(change, listener, TeamMessageKind.Notification, ticket, "A customer waits", "Maria: Where is my order?", CancellationToken.None);
            });
            await core.RunAsync();
            return WhatsAppSend.FromJson((await core.AllAsync<Outgoing>()).Where(o => o.TeamMessageId is not null).MaxBy(o => o.Id)!.Payload);
        }
    }
}
