using Cosmo.Core;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Conversations;

/// <summary>A small business in a real database: a number, a team, customers who write.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private int _messages;

    private Shop(TestDatabase database)
    {
        _database = database;
        Live = new(Clock, NullLogger<LiveFeed>.Instance);
        Gate = new(Options.Create(new StorageOptions { Provider = database.Provider }));
        Changes = new(database, Gate, new(), Live, new SingleNode(), Clock);
    }

    public TestClock Clock { get; } = new();
    public LiveFeed Live { get; }
    public WriteGate Gate { get; }
    public Changes Changes { get; }
    public IDbContextFactory<CosmoContext> Contexts => _database;
    public ChannelAccount Account { get; } = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Business, "100", "+34 600 000 000");

    public static async Task<Shop> OpenAsync(StorageProvider provider, params IReadOnlyCollection<IInterceptor> interceptors)
    {
        var shop = new Shop(await TestDatabase.CreateAsync(provider, interceptors));
        await shop.AddAsync(shop.Account);
        return shop;
    }

    public async Task AddAsync(params object[] rows)
    {
        await using var db = _database.CreateDbContext();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public async Task<Member> MemberAsync(string name, Role role = Role.Agent)
    {
        var member = new Member { Name = name, Email = $"{name}@example.org", UserName = $"{name}@example.org", Role = role, CreatedAt = Clock.Now };
        await AddAsync(member);
        return member;
    }

    /// <summary>A customer writes for the first time.</summary>
    public async Task<Conversation> CustomerAsync(string name, string text = "Hello", string? phone = null)
    {
        var contact = Contact.Meet(name, phone, null, Clock.Now);
        var conversation = Conversation.Start(contact.Id, Account.Id, Clock.Now);
        await AddAsync(contact, conversation, conversation.Receive(Inbound(text)));
        return conversation;
    }

    /// <summary>The customer writes again.</summary>
    public Task WritesAsync(Guid conversationId, string text) => Changes.RunAsync(async change =>
    {
        var conversation = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversationId);
        change.Db.Add(conversation.Receive(Inbound(text)));
        change.Tell(Topic.Inbox, Topic.Conversation(conversationId));
    });

    public async Task<Ticket> TicketAsync(Guid conversationId, CaseTopic topic = CaseTopic.General)
    {
        Ticket? ticket = null;
        await Changes.RunAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversationId);
            (ticket, _) = await TicketDesk.OpenAsync(change, conversation, new(Trigger.AsksForPerson, topic, "a person please", 1, 0.5), "a person please");
        });
        return ticket!;
    }

    public async Task<T> ReadAsync<T>(Func<CosmoContext, Task<T>> read)
    {
        await using var db = _database.CreateDbContext();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        Gate.Dispose();
        await _database.DisposeAsync();
    }

    private Inbound Inbound(string text) => new($"wamid.{Interlocked.Increment(ref _messages)}", Clock.Now, MessageKind.Text, text);
}
