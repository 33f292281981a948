using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Hours;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Trials;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Trials;

/// <summary>What the playground says, against what customers really get.</summary>
public sealed class AssistantTrialTests
{
    private static readonly DateTimeOffset s_sunday = new(2026, 3, 8, 22, 0, 0, TimeSpan.Zero);   // 23:00 in Madrid

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_trial_shows_what_led_to_an_answer_and_leaves_no_trace(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        var before = await CountAsync(core);

        var result = await core.Get<AssistantTrial>().AskAsync(new("What are your opening hours?"), Ground.Now, Cancel);

        Assert.Equal("We are open from 9 to 18.", result.Said);
        var outcome = Assert.IsType<TurnOutcome.Answer>(result.Deliberation.Outcome);
        var search = Assert.IsType<AnswerSearch>(result.Deliberation.Search);
        Assert.Equal(outcome.Sources[0], search.Passages[0].EntryId);
        Assert.Equal(1, search.Passages[0].Match);
        Assert.True(search.Passages[0].Nearness > 0);
        Assert.Contains(search.Passages, p => p is { Language: "es", Match: null });
        Assert.All(search.Guards, g => Assert.True(g.Passed));
        Assert.Equal(("en", "built-in"), (result.Deliberation.Language, result.Deliberation.Understood.Engine));
        Assert.Equal(before, await CountAsync(core));
    }

    [Theory]
    [InlineData("What are your opening hours?")]
    [InlineData("¿Cuál es el horario de apertura?")]
    [InlineData("Hello!")]
    [InlineData("I want to talk to a human being, please")]
    [InlineData("My lamp arrived broken and this is outrageous!!")]
    [InlineData("Do you know the way to the zoo?")]
    [InlineData("Do you ship to Portugal?")]
    public async Task A_customer_gets_what_the_trial_said(string text)
    {
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var result = await core.Get<AssistantTrial>().AskAsync(new(text) { ContactId = await MariaAsync(core) }, Ground.Now, Cancel);

        await SayAsync(core, text);

        var said = (await core.AllAsync<Message>()).Where(m => m.Author is Author.Assistant).OrderBy(m => m.Position).ToList();
        Assert.Equal(result.Said, said[^1].Text);
        var tickets = await core.AllAsync<Ticket>();
        if (result.Deliberation.Outcome is TurnOutcome.HandOff(var reason))
            Assert.Equal((reason.Trigger, reason.Topic), (tickets[^1].Trigger, tickets[^1].Topic));
        else
            Assert.Empty(tickets);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draft_answers_only_where_drafts_are_tried(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        var trial = core.Get<AssistantTrial>();
        const string Asked = "Do you ship to Portugal?";
        var drafts = new Ground(new(null, WithDrafts: true), null);

        Assert.IsType<TurnOutcome.HandOff>((await trial.AskAsync(new(Asked), Ground.Now, Cancel)).Deliberation.Outcome);
        var tried = await trial.AskAsync(new(Asked), drafts, Cancel);
        Assert.Equal("Yes, in five days.", tried.Said);
        Assert.False(tried.Deliberation.Search!.Passages[0].IsPublished);
        Assert.IsType<TurnOutcome.HandOff>((await trial.AskAsync(new(Asked), Ground.Now, Cancel)).Deliberation.Outcome);
        Assert.DoesNotContain((await trial.AskAsync(new("What is the alarm code?"), drafts, Cancel)).Deliberation.Search!.Passages, p => p.Question.Contains("alarm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_moment_decides_on_hours_and_on_what_has_expired()
    {
        await using var core = await StartAsync(StorageProvider.Sqlite);
        await core.ChangeAsync(change =>
        {
            change.Db.Add(new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Europe/Madrid", Week = WeeklyHours.Office });
            return Task.CompletedTask;
        });
        core.Clock.Now = new(2026, 3, 4, 11, 0, 0, TimeSpan.Zero);   // a Wednesday
        var trial = core.Get<AssistantTrial>();

        var now = await trial.AskAsync(new("I want to talk to a human being, please"), Ground.Now, Cancel);
        var sunday = await trial.AskAsync(new("I want to talk to a human being, please") { At = s_sunday }, Ground.Now, Cancel);
        Assert.DoesNotContain("closed", now.Said, StringComparison.Ordinal);
        Assert.EndsWith("open again today at 9:00.", (await trial.AskAsync(new("I want to talk to a human being, please") { At = s_sunday.AddHours(2) }, Ground.Now, Cancel)).Said, StringComparison.Ordinal);
        Assert.EndsWith("open again on Monday at 9:00.", sunday.Said, StringComparison.Ordinal);

        Assert.IsType<TurnOutcome.Answer>((await trial.AskAsync(new("Is there a winter sale?"), Ground.Now, Cancel)).Deliberation.Outcome);
        Assert.IsType<TurnOutcome.HandOff>((await trial.AskAsync(new("Is there a winter sale?") { At = s_sunday }, Ground.Now, Cancel)).Deliberation.Outcome);
    }

    [Fact]
    public async Task Who_writes_and_rules_that_are_not_saved_decide_as_well()
    {
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var trial = core.Get<AssistantTrial>();
        const string Asked = "What are your opening hours?";

        var important = await trial.AskAsync(new(Asked) { AsVip = true }, Ground.Now, Cancel);
        Assert.Equal(Trigger.Rule, Assert.IsType<TurnOutcome.HandOff>(important.Deliberation.Outcome).Reason.Trigger);
        var book = new EscalationBook(EscalationPolicy.Default, [new() { Phrase = "opening hours" }]);
        var ruled = await trial.AskAsync(new(Asked), Ground.Now with { Book = book }, Cancel);
        Assert.Equal("opening hours", ruled.Deliberation.Rule?.Phrase);
        Assert.IsType<TurnOutcome.HandOff>(ruled.Deliberation.Outcome);
        Assert.Contains("María", (await trial.AskAsync(new("Hello!") { ContactId = await MariaAsync(core) }, Ground.Now, Cancel)).Said, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_entry_is_tried_as_somebody_thinks_of_saving_it(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        var trial = core.Get<AssistantTrial>();
        const string Asked = "What are your opening hours?";
        var hours = (await core.AllAsync<KnowledgeEntry>()).Single(e => e.Question == Asked);

        Assert.Equal("We are open day and night.", (await trial.AskAsync(new(Asked), With(hours.Id, hours.Text with { Answer = "We are open day and night." }), Cancel)).Said);
        Assert.Equal("We are open from 9 to 18.", (await trial.AskAsync(new(Asked), Ground.Now, Cancel)).Said);
        foreach (var closed in new[] { hours.Text with { Published = false }, hours.Text with { TeamOnly = true }, hours.Text with { ExpiresAt = core.Clock.Now } })
            Assert.IsType<TurnOutcome.HandOff>((await trial.AskAsync(new(Asked), With(hours.Id, closed), Cancel)).Deliberation.Outcome);

        var fresh = Guid.CreateVersion7();
        var bicycles = new KnowledgeText("Do you sell bicycles?", "Yes, used ones.", "en", "", true, false);
        Assert.Equal([fresh], Assert.IsType<TurnOutcome.Answer>((await trial.AskAsync(new("Do you sell bicycles?"), With(fresh, bicycles), Cancel)).Deliberation.Outcome).Sources);
        Assert.IsType<TurnOutcome.HandOff>((await trial.AskAsync(new("Do you sell bicycles?"), Ground.Now, Cancel)).Deliberation.Outcome);
        Assert.Equal(5, (await core.AllAsync<KnowledgeEntry>()).Count);

        static Ground With(Guid id, KnowledgeText text) => Ground.Now with { Knowledge = KnowledgeView.Published with { Proposed = new(id, text) } };
    }

    private static async Task<CoreFixture> StartAsync(StorageProvider provider)
    {
        var core = await CoreFixture.CreateAsync(provider, services => services.AddTrials());
        await core.ChangeAsync(change =>
        {
            change.Db.AddRange(
                Entry(new("What are your opening hours?", "We are open from 9 to 18.", "en", "", true, false)),
                Entry(new("¿Cuál es el horario de apertura?", "Abrimos de 9 a 18.", "es", "", true, false)),
                Entry(new("Do you ship to Portugal?", "Yes, in five days.", "en", "", false, false)),
                Entry(new("What is the alarm code?", "1234", "en", "", true, true)),
                Entry(new KnowledgeText("Is there a winter sale?", "Yes, until Friday.", "en", "", true, false) { ExpiresAt = s_sunday.AddDays(-2) }));
            change.Tell(Topic.Knowledge);
            return Task.CompletedTask;
        });
        await SayAsync(core, "Hello!");
        core.Clock.Advance(TimeSpan.FromHours(1));
        return core;
    }

    private static KnowledgeEntry Entry(KnowledgeText text) => KnowledgeEntry.Write(text, DateTimeOffset.UnixEpoch);

    private static async Task<Guid> MariaAsync(CoreFixture core) => Assert.Single(await core.AllAsync<Contact>()).Id;

    private static async Task<(int, int, int)> CountAsync(CoreFixture core) =>
        ((await core.AllAsync<Message>()).Count, (await core.AllAsync<WorkItem>()).Count, (await core.AllAsync<OpenQuestion>()).Count);

    private static Task SayAsync(CoreFixture core, string text)
    {
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, text);
        return core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, text, core.Clock.Now));
    }
}
