using Cosmo.Core.Assistant;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Escalation;

/// <summary>What members' corrections say where learning from them changes nothing.</summary>
public sealed class RuleSuggestionsTests
{
    private const string Question = "Do you repair watches?";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_message_that_an_entry_answers_again_is_suggested_as_a_rule_until_it_is_one(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await KnowAsync(core, Question);
        await CorrectAsync(core, shouldOpen: true, Question);

        var add = Assert.IsType<RuleSuggestion.Add>(Assert.Single(await core.Get<RuleSuggestions>().ListAsync(Cancel)));
        Assert.Equal((new RuleText(Question, null, null, true), Question, 1), (add.Rule, add.Entry, add.Messages));
        Assert.Equal([Question], add.Examples);

        Assert.Null(await core.Get<EscalationDesk>().AddAsync(add.Rule, await core.OwnerAsync(), Cancel));
        Assert.Empty(await core.Get<RuleSuggestions>().ListAsync(Cancel));
        // Switched off again by somebody who wanted it so.
        await core.ChangeAsync(async change => (await change.Db.Set<EscalationRule>().SingleAsync(Cancel)).IsOn = false);
        core.Clock.Advance(EscalationQueries.Believed);
        Assert.Empty(await core.Get<RuleSuggestions>().ListAsync(Cancel));
    }

    [Fact]
    public async Task What_such_messages_have_in_common_is_one_rule()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        await KnowAsync(core, Question);
        await KnowAsync(core, "Do you clean watches?");
        await CorrectAsync(core, shouldOpen: true, Question, "Do you clean watches?");
        var add = Assert.IsType<RuleSuggestion.Add>(Assert.Single(await core.Get<RuleSuggestions>().ListAsync(Cancel)));
        Assert.Equal(("watches", false, 2), (add.Rule.Phrase, add.Rule.IsManual, add.Messages));
    }

    [Fact]
    public async Task What_is_handed_over_anyway_or_learnt_is_not_suggested()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        await KnowAsync(core, Question);
        // Nobody answers these, so they go to the team; and a person is asked for.
        await CorrectAsync(core, shouldOpen: true, "the strap came off on the second day", "I want to talk to a human", "do you know the way to the garage?");
        Assert.Empty(await core.Get<RuleSuggestions>().ListAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_rule_that_opens_unwanted_tickets_is_suggested_to_be_switched_off(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        Assert.Null(await core.Get<EscalationDesk>().AddAsync(new("invoice", null, null, false), await core.OwnerAsync(), Cancel));
        await CorrectAsync(core, shouldOpen: false, "can I have an invoice", "where is the invoice");
        await CorrectAsync(core, shouldOpen: true, "the invoice is wrong");
        var off = Assert.IsType<RuleSuggestion.SwitchOff>(Assert.Single(await core.Get<RuleSuggestions>().ListAsync(Cancel)));
        Assert.Equal(("invoice", 2), (off.Phrase, off.Messages));

        await CorrectAsync(core, shouldOpen: true, "this invoice is not mine");
        Assert.Empty(await core.Get<RuleSuggestions>().ListAsync(Cancel));
    }

    private static Task KnowAsync(CoreFixture core, string question) => core.ChangeAsync(change =>
    {
        change.Db.Add(KnowledgeEntry.Write(new(question, "Yes, on Tuesdays.", "en", "", true, false), change.Now));
        change.Tell(Core.Live.Topic.Knowledge);
        return Task.CompletedTask;
    });

    private static Task CorrectAsync(CoreFixture core, bool shouldOpen, params string[] texts) => core.ChangeAsync(change =>
    {
        foreach (var text in texts)
            change.Db.Add(Correction.OfTicket(Guid.CreateVersion7(), text, shouldOpen, Guid.CreateVersion7(), change.Now));
        change.Tell(Core.Live.Topic.Rules);
        return Task.CompletedTask;
    });
}
