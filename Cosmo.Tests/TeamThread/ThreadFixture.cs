using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Notifications;
using Cosmo.Core.Replies;
using Cosmo.Core.Routing;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels.WhatsApp;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cosmo.Tests.TeamThread;

/// <summary>Cosmo's core on a real database with a stand-in of Meta; what people write goes through the queue like a webhook.</summary>
internal sealed class ThreadFixture : IAsyncDisposable
{
    public const string Business = "111";
    public const string Notification = "222";
    private readonly TestDatabase _database;
    private readonly FakeGraph _graph;
    private readonly IHost _host;
    private int _messages;
    private StrongBox<bool> _silent = new();

    private ThreadFixture(TestDatabase database, FakeGraph graph, IHost host) => (_database, _graph, _host) = (database, graph, host);

    public TestClock Clock { get; private init; } = new();
    public DraftDesk Drafts => _host.Services.GetRequiredService<DraftDesk>();
    public DraftQueries Shown => _host.Services.GetRequiredService<DraftQueries>();
    public PreparedDesk Prepared => _host.Services.GetRequiredService<PreparedDesk>();
    public TicketDesk Tickets => _host.Services.GetRequiredService<TicketDesk>();
    public NotificationDesk Notifications => _host.Services.GetRequiredService<NotificationDesk>();
    public DigestPlan Digests => _host.Services.GetRequiredService<DigestPlan>();
    public FreshNotices Fresh => _host.Services.GetRequiredService<FreshNotices>();
    public TurnUses Uses => _host.Services.GetRequiredService<TurnUses>();
    public NotificationQueries Log => _host.Services.GetRequiredService<NotificationQueries>();
    public Pairing Pairing => _host.Services.GetRequiredService<Pairing>();
    public TicketMoves Moves => _host.Services.GetRequiredService<TicketMoves>();
    public Guid BusinessId => _host.Services.GetRequiredService<ChannelDirectory>().Business!.Id;

    /// <summary>Starts it.</summary>
    /// <param name="provider">On which database.</param>
    /// <param name="holdSeconds">How long a confirmed answer can be taken back; none where that is not what is tested.</param>
    public static Task<ThreadFixture> StartAsync(StorageProvider provider, int holdSeconds = 0, params (string Key, string? Value)[] settings) =>
        StartAsync(provider, _ => { }, holdSeconds, settings);

    /// <summary>The same with services beside or instead of the core's.</summary>
    public static async Task<ThreadFixture> StartAsync(
        StorageProvider provider, Action<IServiceCollection> configure, int holdSeconds = 0, params (string Key, string? Value)[] settings)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var sent = 0;
        var silent = new StrongBox<bool>();
        var graph = await FakeGraph.StartAsync(context =>
        {
            if (silent.Value)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return context.Response.WriteAsJsonAsync(new { messaging_product = "whatsapp", messages = new[] { new { id = $"wamid.sent{Interlocked.Increment(ref sent)}" } } });
        });
        var clock = new TestClock();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([
            new("Storage:Provider", provider.ToString()), new("Storage:ConnectionString", database.Address.ConnectionString),
            new("Graph:BaseUrl", graph.Configuration["Graph:BaseUrl"]),
            new("Channels:WhatsApp:PhoneNumberId", Business), new("Channels:WhatsApp:AccessToken", "t"), new("Channels:WhatsApp:AppSecret", "s"),
            new("Channels:Notification:PhoneNumberId", Notification), new("Channels:Notification:AccessToken", "t"),
            .. settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)),
        ]);
        builder.Services.AddSingleton<TimeProvider>(clock).AddLogging().AddSingleton<LiveFeed>().AddStorage().AddWork().AddSettings().AddTeam()
            .AddChannels(builder.Configuration).AddTickets().AddKnowledge().AddAssistant().AddTicketRouting().AddReplies().AddTeamThread().AddNotifications(builder.Configuration)
            .AddSingleton<IDbContextFactory<CosmoContext>>(database);
        configure(builder.Services);
        var host = builder.Build();
        await host.Services.GetRequiredService<FirstDepartments>().CreateAsync();
        await host.Services.GetRequiredService<ChannelDirectory>().ConnectAsync();
        await host.Services.GetRequiredService<SettingsStore>().KeepAsync(UndoHold.Key, holdSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new(database, graph, host) { Clock = clock, _silent = silent };
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public UncertainSends Uncertain => _host.Services.GetRequiredService<UncertainSends>();

    /// <summary>Meta takes what is sent and answers nothing: nobody knows whether it left.</summary>
    public bool GivesNoAnswer { set => _silent.Value = value; }

    public CosmoContext Read() => _database.CreateDbContext();

    public Task ChangeAsync(Func<Change, Task> change) => _host.Services.GetRequiredService<Changes>().RunAsync(change);

    /// <summary>True where the clock is moved by the test alone.</summary>
    public bool StandsStill { get; set; }

    /// <summary>False where what leaves for members' phones is not delivered.</summary>
    public bool Arrives { get; set; } = true;

    /// <summary>Everything due is done; the clock goes on a little, so that what waits for its turn gets it.</summary>
    public async Task SettleAsync()
    {
        var engine = _host.Services.GetRequiredService<WorkEngine>();
        for (var i = 0; i < (StandsStill ? 1 : 8); i++)
        {
            await engine.RunUntilIdleAsync();
            if (Arrives)
                await ArriveAsync();
            Clock.Advance(StandsStill ? TimeSpan.Zero : TimeSpan.FromSeconds(7));   // longer than the pause between two messages to one person
        }

        await using var db = Read();
        // Whoever loses a race at the database decides anew: that is no fault.
        Assert.Empty(await db.Set<WorkItem>().Where(w => w.Error != null && w.Error.Contains("Exception") && !w.Error.Contains(nameof(DbUpdateConcurrencyException))).Select(w => w.Kind + ": " + w.Error).ToListAsync());
    }

    // What left for a member's phone arrives, or a ticket would climb over phones that are on.
    private Task ArriveAsync() => ChangeAsync(async change =>
    {
        foreach (var outgoing in await change.Db.Set<Outgoing>().Where(o => o.TeamMessageId != null && o.Delivery == Delivery.Sent).ToListAsync())
            await Deliveries.LearnAsync(change, outgoing, o => o.Progress(Delivery.Delivered, o.ProviderId, change.Now));
    });

    /// <summary>A member of Operations with a paired phone.</summary>
    public async Task<Guid> MemberAsync(string name, string phone, string language = "en", Role role = Role.Agent)
    {
        var id = await StrangerAsync(name, language, role);
        await SayAsync(phone, await CodeAsync(id), Notification);
        return id;
    }

    /// <summary>A member who has no phone yet.</summary>
    public async Task<Guid> StrangerAsync(string name, string language = "en", Role role = Role.Agent)
    {
        var member = new Member { Name = name, Language = language, Role = role, UserName = name, Email = $"{name.Replace(" ", "", StringComparison.Ordinal)}@example.com", CreatedAt = Clock.Now };
        await ChangeAsync(async change =>
        {
            change.Db.Add(member);
            foreach (var department in await change.Db.Set<Department>().Select(d => d.Id).ToListAsync())
                change.Db.Add(new DepartmentMember { DepartmentId = department, MemberId = member.Id });
        });
        return member.Id;
    }

    public async Task<string> CodeAsync(Guid memberId)
    {
        var (kept, code) = PairingCode.Make(memberId, Clock.Now);
        await ChangeAsync(change =>
        {
            change.Db.Add(kept);
            return Task.CompletedTask;
        });
        return code;
    }

    public Task SayAsync(string phone, string text, string number = Business, string? quoting = null, bool forwarded = false, DateTimeOffset? at = null) =>
        TakeAsync(phone, number, new { type = "text", text = new { body = text } }, quoting, forwarded, at);

    /// <summary>Several messages of one person, all here before the first is looked at.</summary>
    public async Task SayTogetherAsync(string phone, string number, params string[] texts)
    {
        foreach (var text in texts)
            await AcceptAsync(phone, number, new { type = "text", text = new { body = text } }, null, false);
        await SettleAsync();
    }

    /// <summary>A customer sends a file.</summary>
    /// <param name="caption">What they wrote with it; null for nothing.</param>
    public Task SendFileAsync(string phone, string type, string? caption = null, string? name = null) =>
        TakeAsync(phone, Business, new Dictionary<string, object?> { ["type"] = type, [type] = new { id = "900", mime_type = "x/y", caption, filename = name } }, null, false);

    /// <summary>The provider's id of what was written last.</summary>
    public string LastId => $"wamid.in{_messages}";

    /// <summary>A customer changes what they wrote.</summary>
    public Task EditAsync(string phone, string id, string text) =>
        TakeAsync(phone, Business, new { type = "edit", edit = new { original_message_id = id, message = new { type = "text", text = new { body = text } } } }, null, false);

    /// <summary>A customer sends what WhatsApp does not hand on, such as the edit of a message.</summary>
    public Task SayUnsupportedAsync(string phone) =>
        TakeAsync(phone, Business, new { type = "unsupported", errors = new[] { new { code = 131051, title = "Message type unknown" } }, unsupported = new { type = "edit" } }, null, false);

    /// <summary>A customer takes back what they wrote.</summary>
    public Task RevokeAsync(string phone, string id) =>
        TakeAsync(phone, Business, new { type = "revoke", revoke = new { original_message_id = id } }, null, false);

    /// <summary>Meta approves a template of one of our numbers.</summary>
    public Task ApproveAsync(string name, string language, string body, bool notification = false) => ChangeAsync(async change =>
    {
        var account = await change.Db.Set<ChannelAccount>().SingleAsync(a => a.Purpose == (notification ? AccountPurpose.Notification : AccountPurpose.Business));
        var template = Template.Of(account.Id, name, language);
        (template.State, template.Body) = ("APPROVED", body);
        change.Db.Add(template);
    });

    /// <summary>The business is there Monday to Friday, nine to six, in London.</summary>
    public Task OfficeAsync() => ChangeAsync(change =>
    {
        change.Db.Add(new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Europe/London", Week = WeeklyHours.Office });
        return Task.CompletedTask;
    });

    /// <summary>An administrator chooses something.</summary>
    public Task KeepAsync(string key, string value) => _host.Services.GetRequiredService<SettingsStore>().KeepAsync(key, value);

    /// <summary>The provider cannot deliver what left last for a member's phone.</summary>
    public async Task LoseLastAsync(Guid memberId)
    {
        await ChangeAsync(async change =>
        {
            var last = await change.Db.Set<TeamMessage>().Where(m => m.MemberId == memberId && !m.IsFromMember).OrderByDescending(m => m.Id).Select(m => m.Id).FirstAsync();
            var outgoing = await change.Db.Set<Outgoing>().SingleAsync(o => o.TeamMessageId == last);
            await Deliveries.LearnAsync(change, outgoing, o => o.Fail("131026", null));
        });
        await SettleAsync();
    }

    public Task PressAsync(string phone, string id) =>
        TakeAsync(phone, Notification, new { type = "interactive", interactive = new { type = "button_reply", button_reply = new { id, title = "x" } } }, null, false);

    /// <summary>The texts that were put on their way to the customers, oldest first.</summary>
    public async Task<List<string>> ToCustomersAsync()
    {
        await using var db = Read();
        var payloads = await db.Set<Outgoing>().Where(o => o.MessageId != null).OrderBy(o => o.Id).Select(o => o.Payload).ToListAsync();
        return [.. payloads.Select(p => WhatsAppSend.FromJson(p)).Select(s => s is TextSend text ? text.Body : ((TemplateSend)s).Rendered!)];
    }

    /// <summary>What a member was told, oldest first.</summary>
    public async Task<List<TeamMessage>> ToldAsync(Guid memberId)
    {
        await using var db = Read();
        return await db.Set<TeamMessage>().Where(m => m.MemberId == memberId && !m.IsFromMember).OrderBy(m => m.Id).ToListAsync();
    }

    public async Task<string> LastToldAsync(Guid memberId) => (await ToldAsync(memberId))[^1].Text;

    public async Task<Draft> DraftAsync(Guid memberId)
    {
        await using var db = Read();
        return await db.Set<Draft>().Where(d => d.MemberId == memberId).OrderByDescending(d => d.Id).FirstAsync();
    }

    public async Task<List<Ticket>> AllTicketsAsync()
    {
        await using var db = Read();
        return await db.Set<Ticket>().OrderBy(t => t.Number).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _graph.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task TakeAsync(string phone, string number, object content, string? quoting, bool forwarded, DateTimeOffset? at = null)
    {
        await AcceptAsync(phone, number, content, quoting, forwarded, at);
        await SettleAsync();
    }

    private Task AcceptAsync(string phone, string number, object content, string? quoting, bool forwarded, DateTimeOffset? at = null)
    {
        var message = JsonSerializer.SerializeToNode(content)!.AsObject();
        message["from"] = phone;
        message["id"] = $"wamid.in{++_messages}";
        message["timestamp"] = (at ?? Clock.Now).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (quoting is not null || forwarded)
            message["context"] = JsonSerializer.SerializeToNode(new { id = quoting, forwarded });
        var body = JsonSerializer.Serialize(new
        {
            @object = "whatsapp_business_account",
            entry = new[] { new { id = "1", changes = new[] { new { field = "messages", value = new
            {
                messaging_product = "whatsapp",
                metadata = new { display_phone_number = "1", phone_number_id = number },
                contacts = new[] { new { profile = new { name = "María López" }, wa_id = phone } },
                messages = new[] { message },
            } } } } },
        });
        var item = WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(body)).Single();
        var kind = number == Business ? ChannelWork.CustomerMessage : ChannelWork.TeamMessage;
        return ChangeAsync(change =>
        {
            change.Add(new(kind, $"{kind.Name}:{number}:{item.Lane}", item.Json, $"wa|{item.DedupeKey}"));
            return Task.CompletedTask;
        });
    }
}
