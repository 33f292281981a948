using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Cosmo.Core;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Crash;

/// <summary>
/// Members of the team, each with a phone and a shown draft for each of some customers, who press "Send" while the program dies.
/// </summary>
internal sealed class Deskmates
{
    /// <summary>The name of each of their customers.</summary>
    public const string Customer = "Bea";

    private const int Members = 6;
    private const int DraftsOfOne = 15;

    /// <summary>Texts of the crowd from one confirmation of a member to the next.</summary>
    private const int MostBetween = 25;

    private readonly List<(SandboxPerson Phone, List<Draft> Drafts)> _desks = [];

    private Deskmates() { }

    /// <summary>The drafts whose "Send" was answered with 200.</summary>
    public ConcurrentDictionary<Guid, bool> Confirmed { get; } = [];

    /// <summary>Their customers, none of whom is of the crowd, have a ticket each.</summary>
    public const int Tickets = Members * DraftsOfOne;

    /// <summary>Puts them into a database that no program has seen yet, and makes them known to the stand-in.</summary>
    public static async Task<Deskmates> SeatAsync(IDbContextFactory<CosmoContext> contexts, SandboxGraph graph)
    {
        var (seated, now) = (new Deskmates(), DateTimeOffset.UtcNow);
        await using var db = await contexts.CreateDbContextAsync();
        var business = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Business, DefaultSandboxCast.Business.PhoneNumberId, "");
        var notification = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Notification, DefaultSandboxCast.Notification.PhoneNumberId, "");
        var counter = new Counter { Name = "ticket" };
        db.AddRange(business, notification, counter);
        for (var desk = 0; desk < Members; desk++)
        {
            var phone = Person(graph, $"ES.5{desk:D19}", $"+347{desk:D8}", DefaultSandboxCast.Notification.PhoneNumberId);
            var member = new Member { Name = $"Member {desk}", UserName = $"member{desk}", Email = $"member{desk}@example.com", Language = "en", Role = Role.Agent, CreatedAt = now };
            db.AddRange(member, PairedPhone.Pair(member.Id, notification.Id, phone.UserId, phone.WaId, now));
            var drafts = new List<Draft>();
            for (var i = 0; i < DraftsOfOne; i++)
                drafts.Add(await DraftAsync(db, graph, business, member, (desk * DraftsOfOne) + i + 1, now));
            seated._desks.Add((phone, drafts));
        }

        db.Entry(counter).Property(c => c.Last).CurrentValue = Tickets;
        await db.SaveChangesAsync();
        await graph.DrainedAsync();   // nobody listens yet
        return seated;
    }

    /// <summary>Each presses "Send" on one draft after the other, now and then, until the crowd has ended or all are confirmed.</summary>
    public Task ConfirmAsync(Crowd crowd) => Task.WhenAll(_desks.Select((desk, seed) => Task.Run(async () =>
    {
        var (chance, pace) = (new Random(seed), new Countdown());
        crowd.Acknowledged += pace.Happened;
        for (var i = 0; i < desk.Drafts.Count; i++)
        {
            if (await Task.WhenAny(pace.After(chance.Next(1, MostBetween)), crowd.Ended) == crowd.Ended)
                return;
            await crowd.DeliverAsync(Press(desk.Phone, desk.Drafts[i]));
            Confirmed[desk.Drafts[i].Id] = true;
        }
    })));

    private static async Task<Draft> DraftAsync(CosmoContext db, SandboxGraph graph, ChannelAccount business, Member member, int number, DateTimeOffset now)
    {
        var customer = Person(graph, $"ES.4{number:D19}", $"+348{number:D8}", business.ExternalId);
        var contact = Contact.Meet(Customer, customer.WaId, null, now);
        var conversation = Conversation.Start(contact.Id, business.Id, now);
        var asked = conversation.Receive(new($"wamid.ASKED{number:D6}", now, MessageKind.Text, "¿Dónde está mi pedido?"));
        conversation.HandOff();
        var ticket = Ticket.Open(number, conversation.Id, Trigger.AsksForPerson, CaseTopic.Order, "a person", 1, 1, asked.Text, now);
        var draft = Draft.Begin(Guid.CreateVersion7(), conversation, ticket.Id, member.Id, DraftSource.Phone, "It is on its way", now);
        draft.Compose(string.Create(CultureInfo.InvariantCulture, $"Está en camino, pedido {number}."), "es", null, "test", []);
        db.AddRange(contact, conversation, asked, Identity.Of(contact.Id, business.Id, IdentityKind.UserId, customer.UserId), Identity.Of(contact.Id, business.Id, IdentityKind.Phone, customer.WaId!));
        await db.SaveChangesAsync();   // what they refer to comes first
        db.AddRange(ticket, draft);
        return draft;
    }

    private static SandboxPerson Person(SandboxGraph graph, string userId, string phone, string writesTo)
    {
        var person = new SandboxPerson(userId, Customer, phone);
        graph.Add(person);
        graph.Say(userId, writesTo, "Hola");
        return person;
    }

    private static byte[] Press(SandboxPerson phone, Draft draft)
    {
        var value = Webhook.Message(phone, "", DateTimeOffset.UtcNow, $"wamid.PRESS{draft.Id:N}");
        var message = value["messages"]![0]!.AsObject();
        message["type"] = "interactive";
        message["interactive"] = new JsonObject
        {
            ["type"] = "button_reply",
            ["button_reply"] = new JsonObject { ["id"] = $"d:{draft.Id}:send:{draft.Revision}", ["title"] = "Send" },
        };
        return Webhook.Of(DefaultSandboxCast.Notification.PhoneNumberId, value);
    }
}
