using Cosmo.Core;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Bench.Servers;

/// <summary>A database with many conversations, and the program's own readers on it.</summary>
internal sealed class SeededDatabase : IAsyncDisposable
{
    public const string RareWord = "zugspitze";
    public const string RareName = "Quirina";
    public const string Phone = "600 000 017";
    private const int InOneSave = 1_000;
    private const int FewOfAKind = 20;

    /// <summary>A member who holds some of the tickets.</summary>
    public static readonly Guid MemberId = Guid.Parse("0193a000-0000-7000-8000-000000000001");

    private static readonly string[] s_texts =
    [
        "Where is my order? It should have been here by now",
        "Thank you, that was quick",
        "Do you deliver to the islands as well?",
        "The parcel came late and the box was open",
        "My order is late again, what can you do about it?",
        "Can I pay by invoice?",
    ];

    private static readonly string[] s_names = ["Maria Lopez", "John Miller", "Ayşe Yılmaz", "Peter Schmidt", "Chloé Martin", "Lucas Silva", "Anna de Vries"];

    private readonly ServiceProvider _services;

    private SeededDatabase(ServiceProvider services) => _services = services;

    /// <summary>A conversation that is neither the newest nor the oldest.</summary>
    public Guid SomeConversation { get; private set; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<SeededDatabase> CreateAsync(string folder, int conversations)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", folder)]).Build();
        var db = new SeededDatabase(new ServiceCollection()
            .AddSingleton<IConfiguration>(settings)
            .AddLogging()
            .AddSingleton<LiveFeed>()
            .AddStorage()
            .AddWork()
            .AddInbox()
            .AddTickets()
            .BuildServiceProvider());
        await db.Get<DatabaseStartup>().PrepareAsync();
        await db.FillAsync(conversations);
        return db;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task FillAsync(int conversations)
    {
        var account = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Business, Meta.Business.PhoneNumberId, Meta.Business.DisplayNumber);
        await SaveAsync([account, new Member { Id = MemberId, Name = "Member", UserName = "member", Email = "member@example.com" }]);
        var began = DateTimeOffset.UtcNow.AddMinutes(-conversations - 60);
        for (var i = 0; i < conversations; i += InOneSave)
        {
            var rows = new List<object>();
            for (var j = i; j < Math.Min(conversations, i + InOneSave); j++)
                AddConversation(rows, j, conversations, account.Id, began.AddMinutes(j));
            await SaveAsync(rows);
        }

        await using var db = await Get<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private void AddConversation(List<object> rows, int i, int all, Guid account, DateTimeOffset at)
    {
        // What is rare is rare in both databases: the same number of hits, spread over the whole.
        var rare = i % (all / FewOfAKind) == 0;
        var contact = Contact.Meet(rare ? $"{RareName} {i}" : $"{s_names[i % s_names.Length]} {i}", $"34600{i:D6}", null, at);
        var conversation = Conversation.Start(contact.Id, account, at);
        rows.Add(contact);
        rows.Add(conversation);
        rows.Add(Identity.Of(contact.Id, account, IdentityKind.Phone, contact.Phone!));
        rows.Add(conversation.Receive(new($"wamid.a{i}", at, MessageKind.Text, s_texts[i % s_texts.Length])));
        rows.Add(conversation.Say(new(Author.Assistant, s_texts[(i + 1) % s_texts.Length], "en"), at.AddSeconds(5)));
        rows.Add(conversation.Receive(new($"wamid.b{i}", at.AddSeconds(30), MessageKind.Text, rare ? $"Do you know the {RareWord}?" : s_texts[(i + 2) % s_texts.Length])));
        if (i == all / 2)
            SomeConversation = conversation.Id;
        if (i % 5 != 0)
            return;

        conversation.HandOff();
        var ticket = Ticket.Open(i / 5 + 1, conversation.Id, Trigger.ReportsIssue, CaseTopic.Order, "late", 1, 0.6, "The parcel came late", at.AddMinutes(1));
        // Every second ticket is closed, some are answered; a tenth of the answered ones is the member's.
        if (i % 10 == 0 || i % 15 == 0)
            ticket.Answer(i % 150 == 0 || i % 50 == 0 ? MemberId : Guid.CreateVersion7(), at.AddMinutes(2));
        if (i % 10 == 0)
        {
            ticket.Close(null, "done", at.AddMinutes(3));
            conversation.HandBack();
        }

        rows.Add(ticket);
    }

    private async Task SaveAsync(IEnumerable<object> rows)
    {
        await using var db = await Get<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }
}
