using Cosmo.Core.Assistant;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
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
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests;

/// <summary>
/// The product's core on a database of its own, with a clock that stands still and the stand-in of Meta beside it.
/// Nothing runs by itself: <see cref="RunAsync"/> does what is due.
/// </summary>
internal sealed class CoreFixture : IAsyncDisposable
{
    private readonly Func<ServiceProvider> _build;
    private readonly bool _ownsRest;
    private ServiceProvider _services;

    private CoreFixture(Func<ServiceProvider> build, TestDatabase database, GraphHost host, TestClock clock, bool ownsRest) =>
        (_build, _services, Database, Host, Clock, _ownsRest) = (build, build(), database, host, clock, ownsRest);

    public TestDatabase Database { get; }
    public GraphHost Host { get; }
    public TestClock Clock { get; }
    public SandboxGraph Graph => Host.Graph;
    public WorkEngine Engine => Get<WorkEngine>();
    public ConnectedNumber Business => Get<ChannelDirectory>().Business ?? throw new InvalidOperationException("No business number.");
    public ConnectedNumber Notification => Get<ChannelDirectory>().Notification ?? throw new InvalidOperationException("No notification number.");

    /// <summary>Makes the core over an empty database.</summary>
    /// <param name="provider">On which database.</param>
    /// <param name="configure">Services beside or instead of the core's.</param>
    /// <param name="settings">Settings beside or instead of the fixture's, such as Graph:Timeout.</param>
    public static async Task<CoreFixture> CreateAsync(
        StorageProvider provider, Action<IServiceCollection>? configure = null, params (string Key, string? Value)[] settings)
    {
        var clock = new TestClock();
        var database = await TestDatabase.CreateAsync(provider);
        return await CreateAsync(database, await GraphHost.StartAsync(clock), clock, ownsRest: true, configure, settings);
    }

    /// <summary>Makes the core over a database that is there, and takes it over.</summary>
    public static async Task<CoreFixture> OverAsync(TestDatabase database)
    {
        var clock = new TestClock();
        return await CreateAsync(database, await GraphHost.StartAsync(clock), clock, ownsRest: true, configure: null, []);
    }

    /// <summary>A second node over the same database, clock and stand-in.</summary>
    public Task<CoreFixture> SecondNodeAsync(Action<IServiceCollection>? configure = null, params (string Key, string? Value)[] settings) =>
        CreateAsync(Database, Host, Clock, ownsRest: false, configure, settings);

    /// <summary>The program ends, with whatever is due, and is started anew over the same database: nothing that it had in memory is left.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        _services = _build();
        await BeginAsync();
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Does everything that is due at the clock's time, and whatever that makes due.</summary>
    public Task RunAsync() => Engine.RunUntilIdleAsync(TestContext.Current.CancellationToken);

    /// <summary>A webhook's body goes in as after its signature was proven, and everything due is done.</summary>
    public async Task ReceiveAsync(ReadOnlyMemory<byte> body)
    {
        await Get<WebhookIntake>().AcceptAsync(body);
        await RunAsync();
    }

    /// <summary>Runs a change as the services do.</summary>
    public Task ChangeAsync(Func<Change, Task> change) => Get<Changes>().RunAsync(change);

    /// <summary>Somebody of the team, who has no phone and is in no department.</summary>
    public Task<Guid> MemberAsync() => JoinsAsync("Ana", Role.Agent);

    /// <summary>The owner; the same for them.</summary>
    public Task<Guid> OwnerAsync() => JoinsAsync("Olga", Role.Owner);

    private async Task<Guid> JoinsAsync(string name, Role role)
    {
        var email = $"{name.ToLowerInvariant()}@example.org";
        var member = new Member { Name = name, Email = email, UserName = email, Role = role, CreatedAt = Clock.Now };
        await ChangeAsync(change =>
        {
            change.Db.Add(member);
            return Task.CompletedTask;
        });
        return member.Id;
    }

    /// <summary>Reads with a context of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<CosmoContext, Task<T>> read)
    {
        await using var db = Database.CreateDbContext();
        return await read(db);
    }

    /// <summary>Every row of a table.</summary>
    public Task<List<T>> AllAsync<T>() where T : class => ReadAsync(db => db.Set<T>().AsNoTracking().ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (!_ownsRest)
            return;
        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static async Task<CoreFixture> CreateAsync(
        TestDatabase database, GraphHost host, TestClock clock, bool ownsRest, Action<IServiceCollection>? configure, (string Key, string? Value)[] settings)
    {
        var configuration = Configuration(database, host, settings);
        var services = new ServiceCollection()
            .AddLogging(log => log.SetMinimumLevel(LogLevel.None))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddSingleton<LiveFeed>()
            .AddStorage()
            .AddWork()
            .AddSettings()
            .AddTeam()
            .AddChannels(configuration)
            .AddTickets()
            .AddKnowledge()
            .AddAssistant()
            .AddTicketRouting()
            .AddReplies()
            .AddTeamThread()
            .AddNotifications(configuration);
        // What the test wants in a row's or file's way goes through the test's own contexts.
        services.AddSingleton<IDbContextFactory<CosmoContext>>(database);
        configure?.Invoke(services);
        var fixture = new CoreFixture(services.BuildServiceProvider, database, host, clock, ownsRest);
        await fixture.BeginAsync();
        return fixture;
    }

    private async Task BeginAsync()
    {
        await Get<WorkIntake>().StartAsync(CancellationToken.None);
        await Get<ChannelDirectory>().ConnectAsync();
    }

    private async Task EndAsync()
    {
        await Get<WorkIntake>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static IConfiguration Configuration(TestDatabase database, GraphHost host, (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = database.Provider.ToString(),
            ["Storage:ConnectionString"] = database.Address.ConnectionString,
            ["Data:Directory"] = Path.GetTempPath(),
            ["Graph:BaseUrl"] = host.BaseUrl,
            ["Channels:WhatsApp:PhoneNumberId"] = DefaultSandboxCast.Business.PhoneNumberId,
            ["Channels:WhatsApp:DisplayNumber"] = DefaultSandboxCast.Business.DisplayNumber,
            ["Channels:WhatsApp:WabaId"] = DefaultSandboxCast.Business.WabaId,
            ["Channels:WhatsApp:AccessToken"] = GraphHost.Token,
            ["Channels:WhatsApp:AppSecret"] = GraphHost.Secret,
            ["Channels:WhatsApp:VerifyToken"] = "a word of the tests",
            ["Channels:Notification:PhoneNumberId"] = DefaultSandboxCast.Notification.PhoneNumberId,
            ["Channels:Notification:DisplayNumber"] = DefaultSandboxCast.Notification.DisplayNumber,
            ["Channels:Notification:WabaId"] = DefaultSandboxCast.Notification.WabaId,
            ["Channels:Notification:AccessToken"] = GraphHost.Token,
        }).AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value)).Build();
}
