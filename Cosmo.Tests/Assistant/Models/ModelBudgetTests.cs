using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>Money for a model: each answer of the scripted server reads one token and writes one, at 1,000,000 a million: 2 in all.</summary>
public sealed class ModelBudgetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task At_the_limit_of_the_month_the_built_in_engine_takes_over_until_the_next_month(StorageProvider provider)
    {
        await using var place = await Place.OpenAsync(provider, monthly: 10);
        foreach (var engine in new[] { "m", "m", "m", "m", "m", "b", "b" })
            Assert.Equal(engine, await place.AskAsync());
        Assert.Equal(5, place.Server.Requests.Count);
        var seen = (await place.Budget.ReadAsync(Cancel))!;
        Assert.Equal((BudgetState.Reached, 10m, 10m, new(5, 5)), (seen.State, seen.Today.Cost, seen.Month.Cost, seen.Month.Tokens));
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), seen.Until);

        place.Shop.Clock.Now = new(2026, 3, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal("b", await place.AskAsync());
        place.Shop.Clock.Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal("m", await place.AskAsync());
        Assert.Equal(2m, (await place.Budget.ReadAsync(Cancel))!.Month.Cost);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Administrators_are_told_once_at_eighty_percent_and_once_at_the_end(StorageProvider provider)
    {
        await using var place = await Place.OpenAsync(provider, daily: 10);
        for (var i = 0; i < 3; i++)
            await place.AskAsync();
        Assert.Equal((BudgetState.Free, 0), ((await place.Budget.ReadAsync(Cancel))!.State, (await place.NoticesAsync()).Count));
        await place.AskAsync();
        Assert.Equal(BudgetState.Near, (await place.Budget.ReadAsync(Cancel))!.State);
        Assert.Equal("The spending limit of the day for the model is nearly reached (8.00 of 10.00 USD).", Assert.Single(await place.NoticesAsync()));
        for (var i = 0; i < 4; i++)
            await place.AskAsync();
        Assert.Equal(
            ["The spending limit of the day for the model is nearly reached (8.00 of 10.00 USD).",
             "The spending limit of the day for the model is reached: the built-in engine does the work (10.00 of 10.00 USD)."],
            await place.NoticesAsync());

        place.Shop.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("m", await place.AskAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_spent_outlives_a_restart_and_a_higher_limit_opens_at_once(StorageProvider provider)
    {
        await using var place = await Place.OpenAsync(provider, daily: 2);
        Assert.Equal("m", await place.AskAsync());
        Assert.False(await place.With(daily: 2, monthly: 0).IsOpenAsync(Cancel));
        Assert.True(await place.With(daily: 3, monthly: 0).IsOpenAsync(Cancel));
        Assert.False(await place.With(daily: 3, monthly: 1).IsOpenAsync(Cancel));
    }

    [Fact]
    public async Task Unusable_answers_are_paid_for_and_may_not_pass_the_limit_by_asking_again()
    {
        await using var place = await Place.OpenAsync(StorageProvider.Sqlite, daily: 2);
        place.Server.Says("no JSON");
        Assert.Equal("b", await place.AskAsync());
        Assert.Single(place.Server.Requests);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":-500,"completion_tokens":-500,"total_tokens":-1000}""", 0)]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2147483647,"total_tokens":0}""", 1_000_001)]
    public async Task A_server_that_counts_nonsense_earns_nothing_back(string usage, long tokens)
    {
        await using var place = await Place.OpenAsync(StorageProvider.Sqlite);
        place.Server.Sends($$$"""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{}"}}],"usage":{{{usage}}}}""");
        await place.AskAsync();
        var spent = (await place.Budget.ReadAsync(Cancel))!.Today.Tokens;
        Assert.Equal(tokens * 2, spent.Read + spent.Written);   // asked twice
    }

    [Fact]
    public async Task A_server_that_does_not_count_is_estimated()
    {
        await using var place = await Place.OpenAsync(StorageProvider.Sqlite, daily: 1);
        place.Server.Sends("""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{}"}}]}""");
        await place.AskAsync();
        Assert.Single(place.Server.Requests);
        Assert.InRange((await place.Budget.ReadAsync(Cancel))!.Today.Tokens.Read, 200, 4000);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_cannot_be_counted_is_used_all_the_same(StorageProvider provider)
    {
        await using var place = await Place.OpenAsync(provider);
        await using (var db = await place.Shop.Contexts.CreateDbContextAsync(Cancel))
            await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "ModelUse" RENAME TO "Away" """, Cancel);
        Assert.Equal("m", await place.AskAsync());
    }

    [Fact]
    public async Task Many_at_once_are_all_counted()
    {
        await using var place = await Place.OpenAsync(StorageProvider.Sqlite);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => place.Budget.AddAsync(ModelServer.ModelName, new(3, 4), Cancel)));
        Assert.Equal(new(60, 80), (await place.Budget.ReadAsync(Cancel))!.Today.Tokens);
    }

    [Theory]
    [InlineData(0, 1, 5, false)]
    [InlineData(1, 0, 5, false)]
    [InlineData(1, 1, 5, true)]
    [InlineData(0, 0, 0, true)]
    [InlineData(-1, 1, 0, false)]
    public void A_limit_needs_prices(int read, int written, int limit, bool valid)
    {
        var options = new AssistantOptions { Provider = AssistantProvider.OpenAI, Model = "m", ApiKey = "k", ReadPrice = read, WritePrice = written, MonthlyLimit = limit };
        Assert.Equal(valid, !options.Validate(new(options)).Any());
    }

    private sealed class Place : IAsyncDisposable
    {
        private readonly LanguageModel _model;
        private readonly ModelUnderstanding _reader;
        private int _asked;   // with a number in it nothing is remembered, and each question costs

        private Place(Shop shop, ModelServer server, decimal daily, decimal monthly)
        {
            (Shop, Server) = (shop, server);
            Budget = With(daily, monthly);
            _model = new(ChatClients.Create(server.Options)!, ModelServer.ModelName, shop.Clock, NullLogger<LanguageModel>.Instance, Budget);
            _reader = new(_model, new StandInEngine());
        }

        public Shop Shop { get; }
        public ModelServer Server { get; }
        public ModelBudget Budget { get; }

        public static async Task<Place> OpenAsync(StorageProvider provider, decimal daily = 0, decimal monthly = 0) =>
            new(await Shop.OpenAsync(provider), await ModelServer.StartAsync(AssistantProvider.OpenAI), daily, monthly);

        /// <summary>The budget of a program that was started with these limits.</summary>
        public ModelBudget With(decimal daily, decimal monthly) => new(
            new(Options.Create(new AssistantOptions
            {
                Provider = AssistantProvider.OpenAI,
                Model = ModelServer.ModelName,
                ReadPrice = 1_000_000,
                WritePrice = 1_000_000,
                DailyLimit = daily,
                MonthlyLimit = monthly,
            }), Shop.Contexts, new EphemeralDataProtectionProvider(), Shop.Live, Shop.Clock),
            Shop.Contexts, Shop.Changes, Shop.Clock);

        /// <summary>"m" where the model's reading counted, "b" where the built-in engine's did.</summary>
        public async Task<string> AskAsync()
        {
            if (Server.IsSilent)
                Server.Answers(new { language = "en", languageCertain = true, asksForPerson = Nothing, reportsIssue = Nothing, frustrated = Nothing, smallTalk = "Greeting", topic = "General" });
            return (await _reader.UnderstandAsync(new CustomerTurn($"Hello {++_asked}", null), Cancel)).Engine == ModelServer.ModelName ? "m" : "b";
        }

        public Task<List<string>> NoticesAsync() => Shop.ReadAsync(db => db.Set<ChannelNotice>().OrderBy(n => n.Id).Select(n => n.Summary).ToListAsync(Cancel));

        public async ValueTask DisposeAsync()
        {
            _model.Dispose();
            await Server.DisposeAsync();
            await Shop.DisposeAsync();
        }

        private static object Nothing => new { words = "", score = 0 };
    }
}
