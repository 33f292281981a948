using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Channels;

/// <summary>From the webhook of a customer's words to what Meta accepts, over the product's own parts.</summary>
public sealed class WholeRoadTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_customer_who_wants_a_person_gets_a_ticket_and_an_acknowledgement(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, "I want to talk to a human being, please");
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, "I want to talk to a human being, please", core.Clock.Now));

        var messages = await core.AllAsync<Message>();
        Assert.Single(await core.AllAsync<Ticket>());
        Assert.Equal([Author.Customer, Author.Assistant], messages.OrderBy(m => m.Position).Select(m => m.Author));
        var outgoing = Assert.Single(await core.AllAsync<Outgoing>());
        Assert.Equal(Delivery.Sent, outgoing.Delivery);
        Assert.Equal(outgoing.Id.ToString(), Assert.Single(core.Graph.Sends()).CallbackData);
    }
}
