using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Trials;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Trials;

/// <summary>Questions that are asked again after every change.</summary>
public sealed class SavedQuestionTests
{
    private const string Hours = "What are your opening hours?";
    private const string Person = "I want to talk to a human being, please";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_saved_question_tells_when_it_comes_out_differently(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        var (ana, hours) = (await MemberAsync(core), await EntryAsync(core, Hours, published: true));
        var (desk, queries) = (core.Get<SavedQuestionDesk>(), core.Get<SavedQuestionQueries>());
        Assert.Null(await desk.SaveAsync(new(Hours, null, false, new(OutcomeKind.Answered, hours)), ana, Cancel));
        Assert.Null(await desk.SaveAsync(new(Person, "en", false, new(OutcomeKind.HandedOff, null, Trigger.AsksForPerson)), ana, Cancel));
        var saved = await queries.ListAsync(Cancel);
        Assert.Equal([(Person, null, null), (Hours, Hours, null)], saved.Select(s => (s.Text, s.Entry, s.Passed)));

        Assert.All(await RunAsync(core, Ground.Now), v => Assert.True(v.Passed));
        await ChangeAsync(core, hours, e => e.Publish(false));
        var after = await RunAsync(core, Ground.Now);
        Assert.Equal([true, false], after.Select(v => v.Passed));
        Assert.Equal(new(OutcomeKind.HandedOff, null, Trigger.NoAnswer), after[1].Happened);

        Assert.Null(await desk.KeepAsync(after.ToDictionary(v => v.Question.Id, v => v.Passed), ana, Cancel));
        saved = await queries.ListAsync(Cancel);
        Assert.Equal([true, false], saved.Select(s => s.Passed));
        Assert.All(saved, s => Assert.Equal(core.Clock.Now, s.AskedAt));
        Assert.Null(await desk.RemoveAsync(saved[0].Id, ana, Cancel));
        Assert.Equal(SavedQuestionDesk.NotFound, await desk.RemoveAsync(saved[0].Id, ana, Cancel));
        Assert.Single(await queries.ListAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_states_are_compared_question_by_question(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        var (ana, hours, draft) = (await MemberAsync(core), await EntryAsync(core, Hours, published: true), await EntryAsync(core, "Do you ship to Portugal?", published: false));
        var desk = core.Get<SavedQuestionDesk>();
        await desk.SaveAsync(new(Hours, null, false, new(OutcomeKind.Answered, hours)), ana, Cancel);
        await desk.SaveAsync(new("Do you ship to Portugal?", null, false, new(OutcomeKind.HandedOff)), ana, Cancel);

        var drafts = QuestionRun.Compare(await RunAsync(core, Ground.Now), await RunAsync(core, new(new(null, WithDrafts: true), null)));
        Assert.Equal(2, drafts.Count);
        Assert.Equal(("Do you ship to Portugal?", true, draft), (drafts[0].Question.Text, drafts[0].Changes, drafts[0].After.Happened.EntryId));
        Assert.False(drafts[0].After.Passed);
        Assert.False(drafts[1].Changes);

        var stricter = new EscalationBook(EscalationPolicy.Default, [new() { Phrase = "opening" }]);
        var rules = QuestionRun.Compare(await RunAsync(core, Ground.Now), await RunAsync(core, Ground.Now with { Book = stricter }));
        Assert.Equal((Hours, Trigger.Rule), (rules[0].Question.Text, rules[0].After.Happened.Trigger));
        Assert.Equal(OutcomeKind.Answered, rules[0].Before.Happened.Kind);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_real_answer_and_a_real_ticket_become_questions(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        var hours = await EntryAsync(core, Hours, published: true);
        var queries = core.Get<SavedQuestionQueries>();
        await SayAsync(core, Hours);
        var answer = Assert.Single(await core.AllAsync<Message>(), m => m.Sources is not null);
        Assert.Equal(new(Hours, "en", false, new(OutcomeKind.Answered, hours)), await queries.OfAnswerAsync(answer.Id, Cancel));
        Assert.Null(await queries.OfAnswerAsync(Guid.CreateVersion7(), Cancel));

        await SayAsync(core, Person);
        var ticket = Assert.Single(await core.AllAsync<Ticket>());
        Assert.Equal(new(Person, "en", false, new(OutcomeKind.HandedOff, null, Trigger.AsksForPerson)), await queries.OfTicketAsync(ticket.Id, Cancel));
    }

    [Fact]
    public async Task Only_members_save_and_only_what_can_be_asked()
    {
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var ana = await MemberAsync(core);
        var desk = core.Get<SavedQuestionDesk>();
        Assert.Equal(SavedQuestionDesk.NotMember, await desk.SaveAsync(new(Hours, null, false, new(OutcomeKind.Courtesy)), Guid.CreateVersion7(), Cancel));
        Assert.Equal(SavedQuestionDesk.NoText, await desk.SaveAsync(new("  ", null, false, new(OutcomeKind.Courtesy)), ana, Cancel));
        Assert.Equal(SavedQuestionDesk.NoText, await desk.SaveAsync(new(new('a', SavedQuestion.LongestText + 1), null, false, new(OutcomeKind.Courtesy)), ana, Cancel));
        Assert.Equal(SavedQuestionDesk.NoEntry, await desk.SaveAsync(new(Hours, null, false, new(OutcomeKind.Answered, Guid.CreateVersion7())), ana, Cancel));
    }

    [Theory]
    [InlineData(OutcomeKind.HandedOff, null, true)]
    [InlineData(OutcomeKind.HandedOff, Trigger.NoAnswer, true)]
    [InlineData(OutcomeKind.HandedOff, Trigger.Rule, false)]
    [InlineData(OutcomeKind.Answered, null, false)]
    public void What_is_not_named_may_be_anything(OutcomeKind kind, Trigger? trigger, bool allowed) =>
        Assert.Equal(allowed, new SavedOutcome(kind, null, trigger).Allows(new(OutcomeKind.HandedOff, null, Trigger.NoAnswer)));

    private static Task<CoreFixture> StartAsync(StorageProvider provider) => CoreFixture.CreateAsync(provider, services => services.AddTrials());

    private static async Task<List<QuestionVerdict>> RunAsync(CoreFixture core, Ground ground) =>
        await core.Get<QuestionRun>().AskAsync(await core.Get<SavedQuestionQueries>().ListAsync(Cancel), ground, TrialEngine.Configured, Cancel).ToListAsync(Cancel);

    private static async Task<Guid> MemberAsync(CoreFixture core)
    {
        var ana = new Member { Name = "Ana", Email = "ana@example.org", UserName = "ana@example.org" };
        await core.ChangeAsync(change => Task.FromResult(change.Db.Add(ana)));
        return ana.Id;
    }

    private static async Task<Guid> EntryAsync(CoreFixture core, string question, bool published)
    {
        var entry = KnowledgeEntry.Write(new(question, "The answer.", "en", "", published, false), core.Clock.Now);
        await core.ChangeAsync(change =>
        {
            change.Db.Add(entry);
            change.Tell(Topic.Knowledge);
            return Task.CompletedTask;
        });
        core.Clock.Advance(TimeSpan.FromSeconds(1));
        return entry.Id;
    }

    private static Task SayAsync(CoreFixture core, string text)
    {
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, text);
        return core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, text, core.Clock.Now));
    }

    private static Task ChangeAsync(CoreFixture core, Guid id, Action<KnowledgeEntry> change) => core.ChangeAsync(async c =>
    {
        change(await c.Db.Set<KnowledgeEntry>().FindAsync([id], Cancel) ?? throw new InvalidOperationException("It is gone."));
        c.Tell(Topic.Knowledge);
    });
}
