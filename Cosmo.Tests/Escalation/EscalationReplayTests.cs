using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Escalation;

/// <summary>What other settings would have done, counted in tickets as customers would have got them.</summary>
public sealed class EscalationReplayTests
{
    private const string Broken = "The mirror arrived broken";
    private static readonly Trigger[] s_problems = [Trigger.ReportsIssue, Trigger.TooComplex];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_loses_its_trigger_and_has_no_answer_opens_a_ticket_all_the_same(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await SayAsync(core, DefaultSandboxCast.Tom, Broken);
        await SayAsync(core, DefaultSandboxCast.Maria, "I want to talk to a human");

        var unheard = await CompareAsync(core, EscalationPolicy.Default with { Off = s_problems });
        Assert.Equal((2, 0, 0), (unheard.Messages, unheard.Gained, unheard.Lost));
        var silent = await CompareAsync(core, EscalationPolicy.Default with { Off = [.. s_problems, Trigger.NoAnswer] });
        Assert.Equal((0, 1), (silent.Gained, silent.Lost));
        Assert.Equal([Broken], silent.LostExamples);
        var same = await CompareAsync(core, EscalationPolicy.Default);
        Assert.Equal((2, 0, 0), (same.Messages, same.Gained, same.Lost));

        core.Clock.Advance(EscalationReplay.Span + TimeSpan.FromDays(1));
        Assert.Equal(0, (await CompareAsync(core, EscalationPolicy.Default)).Messages);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_ticket_counts_once_whatever_is_written_while_the_team_has_it(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await SayAsync(core, DefaultSandboxCast.Tom, Broken);
        await SayAsync(core, DefaultSandboxCast.Tom, "The lamp arrived broken as well");
        await SayAsync(core, DefaultSandboxCast.Tom, "And the vase is broken too");
        // Without its beginning the rest would have opened it: nothing is lost here.
        await SayAsync(core, DefaultSandboxCast.Maria, Broken);
        await SayAsync(core, DefaultSandboxCast.Maria, "I want to talk to a human");
        Assert.Equal(2, (await core.AllAsync<Ticket>()).Count);

        var result = await CompareAsync(core, EscalationPolicy.Default with { Off = [.. s_problems, Trigger.NoAnswer] });
        Assert.Equal((5, 0, 1), (result.Messages, result.Gained, result.Lost));
        Assert.Equal([Broken], result.LostExamples);
    }

    [Fact]
    public async Task What_an_entry_answers_is_no_ticket_more()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        await core.ChangeAsync(change =>
        {
            change.Db.Add(KnowledgeEntry.Write(new("How long does delivery take?", "Two days.", "en", "Shop", true, false), change.Now));
            change.Db.Add(new Setting { Key = EscalationPolicy.Key, Value = (EscalationPolicy.Default with { Off = [Trigger.NoAnswer] }).ToJson() });
            change.Tell(Topic.Knowledge, Topic.Rules);
            return Task.CompletedTask;
        });
        await SayAsync(core, DefaultSandboxCast.Tom, "How long does delivery take?");
        await SayAsync(core, DefaultSandboxCast.Maria, "Do you know the way to the zoo?");
        await SayAsync(core, DefaultSandboxCast.Maria, "And to the harbour, do you know that way?");
        Assert.Empty(await core.AllAsync<Ticket>());

        var result = await CompareAsync(core, EscalationPolicy.Default);
        Assert.Equal((3, 1, 0), (result.Messages, result.Gained, result.Lost));
        Assert.Equal(["Do you know the way to the zoo?"], result.GainedExamples);

        // Whoever is offered entries has no ticket yet.
        var offering = await CompareAsync(core, EscalationPolicy.Default with { Unsure = Unsure.OfferEntries });
        Assert.Equal((1, 0), (offering.Gained, offering.Lost));
    }

    [Fact]
    public async Task Tickets_taken_by_hand_depend_on_no_settings()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        await SayAsync(core, DefaultSandboxCast.Tom, "Hello");
        Assert.Empty(await core.AllAsync<Ticket>());
        await core.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync();
            await TicketDesk.OpenAsync(change, conversation, new(Trigger.Member, Core.CaseTopic.General, "", 1, 1), "by hand");
        });
        await SayAsync(core, DefaultSandboxCast.Tom, Broken);
        var result = await CompareAsync(core, EscalationPolicy.Default with { Off = [.. EscalationPolicy.Switches] });
        Assert.Equal((0, 0), (result.Gained, result.Lost));
    }

    [Fact]
    public async Task It_says_where_the_history_was_cut()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        foreach (var text in new[] { "When do you open?", "Where are you?", "What do you sell?" })
            await SayAsync(core, DefaultSandboxCast.Tom, text);
        var replay = core.Get<EscalationReplay>();
        var all = await replay.CompareAsync(EscalationPolicy.Default, 3, Cancel);
        Assert.Equal((3, null), (all.Messages, all.CutAt));
        var cut = await replay.CompareAsync(EscalationPolicy.Default, 2, Cancel);
        Assert.Equal((2, core.Clock.Now.AddMinutes(-1).ToUnixTimeSeconds()), (cut.Messages, cut.CutAt!.Value.ToUnixTimeSeconds()));
    }

    private static Task<ReplayResult> CompareAsync(CoreFixture core, EscalationPolicy proposed) => core.Get<EscalationReplay>().CompareAsync(proposed, Cancel);

    private static async Task SayAsync(CoreFixture core, SandboxPerson who, string text)
    {
        core.Clock.Advance(TimeSpan.FromMinutes(1));
        core.Graph.Say(who.UserId, core.Business.PhoneNumberId, text);
        await core.ReceiveAsync(Webhook.FromCustomer(who, core.Business.PhoneNumberId, text, core.Clock.Now));
    }
}
