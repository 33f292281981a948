using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>Whoever takes a conversation from the assistant has it, whatever the rules of routing would say.</summary>
public sealed class TakenOverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_who_is_away_keeps_what_they_take(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider);
        var ana = await duty.MemberAsync("Ana");
        await duty.MemberAsync("Bo");
        await duty.AwayAsync(ana, true);
        var ticket = await TakeAsync(duty, ana);

        Assert.Equal((ana, duty.Support), (ticket.HolderId, ticket.DepartmentId));
        Assert.Empty(await duty.HistoryAsync(ticket.Id, TicketStep.Released));
        Assert.Empty(await duty.OfferedAsync(ticket.Id));   // nobody else is asked
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_owner_of_no_department_keeps_it_at_night_and_takes_it_again_after_it_was_closed(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider);
        await duty.MemberAsync("Bo");
        var olga = await duty.MemberAsync("Olga", Role.Owner);
        duty.Clock.Advance(TimeSpan.FromHours(14));
        var ticket = await TakeAsync(duty, olga);
        Assert.Equal((olga, null, null), (ticket.HolderId, ticket.WaitsUntil, ticket.SeeksSince));

        Assert.Null(await Desk(duty).HandBackAsync(ticket.ConversationId, olga, Cancel));
        Assert.Null(await Desk(duty).TakeOverAsync(ticket.ConversationId, olga, Cancel));
        await duty.RunAsync();
        var again = await duty.ReadAsync(ticket.Id);
        Assert.Equal((TicketState.Requested, olga), (again.State, again.HolderId));
    }

    [Fact]
    public async Task The_issue_is_what_the_customer_wrote_last()
    {
        await using var duty = await DutyFixture.StartAsync(StorageProvider.Sqlite);
        Assert.Equal("Where is my order?", (await TakeAsync(duty, await duty.MemberAsync("Ana"))).Issue);
    }

    private static ConversationDesk Desk(DutyFixture duty) => new(duty.Core.Get<Changes>());

    private static async Task<Ticket> TakeAsync(DutyFixture duty, Guid memberId)
    {
        var contact = Contact.Meet("Maria", null, null, duty.Clock.Now);
        var conversation = Conversation.Start(contact.Id, duty.Core.Business.Id, duty.Clock.Now);
        await duty.Core.ChangeAsync(change =>
        {
            change.Db.AddRange(contact, conversation, conversation.Receive(new("wamid.1", change.Now, MessageKind.Text, "Where is my order?")));
            change.Db.Add(conversation.Say(new(Author.Assistant, "Orders take three days.", "en"), change.Now));
            return Task.CompletedTask;
        });
        Assert.Null(await Desk(duty).TakeOverAsync(conversation.Id, memberId, Cancel));
        await duty.RunAsync();
        return await duty.Core.ReadAsync(db => db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.ConversationId == conversation.Id, Cancel));
    }
}
