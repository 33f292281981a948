using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Channels;

/// <summary>Sends that end otherwise than by Meta's word: given up, or settled by a person.</summary>
public sealed class SettledSendTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_send_that_can_never_begin_is_given_up_and_the_message_and_its_ticket_say_so(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var payload = await AskAsync(core, breaks: true);
        for (var attempt = 0; attempt <= ChannelWork.Send.MostAttempts; attempt++)
        {
            await core.RunAsync();
            core.Clock.Advance(WorkKind.LongestDelay * 1.2);
        }

        var outgoing = Assert.Single(await core.AllAsync<Outgoing>());
        Assert.Equal((Delivery.Failed, "given-up"), (outgoing.Delivery, outgoing.Error));
        Assert.Equal((WorkState.Dead, ChannelWork.Send.MostAttempts), Assert.Single(await core.AllAsync<WorkItem>(), w => w.Kind == ChannelWork.Send.Name) is var row ? (row.State, row.Attempts) : default);
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal((Delivery.Failed, "given-up"), (message.Delivery, message.DeliveryError));
        Assert.Single(await core.AllAsync<TicketEvent>(), e => e.Step is TicketStep.Failed && e.Detail == "given-up");
        Assert.Empty(core.Graph.Sends());

        // It has certainly never left: whoever mended what was wrong may let it go.
        await core.ReadAsync(db => db.Set<Outgoing>().ExecuteUpdateAsync(s => s.SetProperty(o => o.Payload, payload)));
        var dead = Assert.Single(await core.AllAsync<WorkItem>(), w => w.State is WorkState.Dead);
        Assert.Null(await core.Get<DeadLetters>().ReviveAsync(dead.Id, TestContext.Current.CancellationToken));
        Assert.Equal(Delivery.Queued, Assert.Single(await core.AllAsync<Message>(), m => m.Id == message.Id).Delivery);
        await core.RunAsync();
        Assert.Equal(Delivery.Sent, Assert.Single(await core.AllAsync<Message>(), m => m.Id == message.Id).Delivery);
        Assert.Single(core.Graph.Sends());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_given_up_send_that_a_person_has_settled_is_not_tried_again_and_that_is_said(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await AskAsync(core, breaks: false);
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        await core.ReadAsync(db => db.Set<WorkItem>().Where(w => w.Kind == ChannelWork.Send.Name).ExecuteUpdateAsync(s => s.SetProperty(w => w.State, WorkState.Dead)));
        var dead = Assert.Single(await core.AllAsync<WorkItem>(), w => w.State is WorkState.Dead);

        Assert.Equal(Sending.NotAgain, await core.Get<DeadLetters>().ReviveAsync(dead.Id, TestContext.Current.CancellationToken));   // it was sent
        await core.ChangeAsync(async change => await Deliveries.LearnAsync(change, await change.Db.Set<Outgoing>().SingleAsync(), o => o.Fail("undeliverable", null)));
        Assert.Null(await core.Get<UncertainSends>().SendAgainAsync(message.Id, await core.MemberAsync(), TestContext.Current.CancellationToken));
        Assert.Equal(Sending.NotAgain, await core.Get<DeadLetters>().ReviveAsync(dead.Id, TestContext.Current.CancellationToken));
        Assert.Equal(WorkState.Dead, Assert.Single(await core.AllAsync<WorkItem>(), w => w.Id == dead.Id).State);
        await core.RunAsync();
        Assert.Equal(2, core.Graph.Sends().Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_person_who_knows_that_it_arrived_settles_it_once_and_nothing_is_sent_again(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Faults.Next(SandboxFault.NoAnswer);
        await AskAsync(core, breaks: false);
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal(Delivery.Uncertain, message.Delivery);

        var desk = core.Get<UncertainSends>();
        var member = await core.MemberAsync();
        Assert.Equal(TeamRefusals.NotMember, await desk.ArrivedAsync(message.Id, Guid.NewGuid(), TestContext.Current.CancellationToken));
        Assert.Null(await desk.ArrivedAsync(message.Id, member, TestContext.Current.CancellationToken));
        Assert.Equal(UncertainSends.Settled, await desk.ArrivedAsync(message.Id, member, TestContext.Current.CancellationToken));
        Assert.Equal(UncertainSends.Settled, await desk.SendAgainAsync(message.Id, member, TestContext.Current.CancellationToken));
        core.Clock.Advance(TimeSpan.FromHours(1));
        await core.RunAsync();
        Assert.Equal(Delivery.Sent, Assert.Single(await core.AllAsync<Message>(), m => m.Id == message.Id).Delivery);

        // The status that comes after all still raises it.
        var wamid = Assert.Single(core.Graph.Sends()).Id;
        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, Webhook.Status(wamid, "read", core.Clock.Now, Assert.Single(await core.AllAsync<Outgoing>()).Id.ToString())));
        Assert.Equal(Delivery.Read, Assert.Single(await core.AllAsync<Message>(), m => m.Id == message.Id).Delivery);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_waits_for_a_stopped_number_leaves_at_once_when_a_person_resumes_it(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Faults.TokenExpired = true;
        await AskAsync(core, breaks: false);
        Assert.Empty(core.Graph.Sends());
        var due = Assert.Single(await core.AllAsync<WorkItem>(), w => w.Kind == ChannelWork.Send.Name).DueMs;
        Assert.True(due > core.Clock.Now.ToUnixTimeMilliseconds());

        core.Graph.Faults.TokenExpired = false;
        await core.Get<ChannelDirectory>().ResumeAsync(core.Business.Id, TestContext.Current.CancellationToken);
        Assert.True(await core.Get<WorkSignal>().WaitAsync(external: true, TimeSpan.Zero, TestContext.Current.CancellationToken));
        await core.RunAsync();   // the clock stands still
        Assert.Single(core.Graph.Sends());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_late_word_on_the_first_try_changes_nothing_about_the_second(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Faults.Next(SandboxFault.NoAnswer);
        await AskAsync(core, breaks: false);
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        core.Clock.Advance(UncertainSends.StatusMayCome);
        Assert.Null(await core.Get<UncertainSends>().SendAgainAsync(message.Id, await core.MemberAsync(), TestContext.Current.CancellationToken));

        // The first was there after all, before the second has left.
        var first = core.Graph.Sends()[0];
        await core.Get<Core.Channels.WhatsApp.WebhookIntake>().AcceptAsync(Status(first, "delivered"));
        await core.Engine.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        var second = core.Graph.Sends()[1];
        var sent = Assert.Single(await core.AllAsync<Message>(), m => m.Id == message.Id);
        Assert.Equal((Delivery.Sent, second.Id, null), (sent.Delivery, sent.ProviderId, sent.DeliveredAt));

        await core.ReceiveAsync(Status(second, "delivered"));
        foreach (var late in new[] { "sent", "failed" })
        {
            await core.ReceiveAsync(Status(first, late));
            var now = Assert.Single(await core.AllAsync<Message>(), m => m.Id == message.Id);
            Assert.Equal((Delivery.Delivered, null), (now.Delivery, now.DeliveryError));
        }

        Assert.DoesNotContain(await core.AllAsync<TicketEvent>(), e => e.Step is TicketStep.Failed);

        ReadOnlyMemory<byte> Status(SandboxMessage send, string status) => Webhook.Of(
            core.Business.PhoneNumberId, Webhook.Status(send.Id, status, core.Clock.Now, send.CallbackData, status == "failed" ? 131026 : null));
    }

    [Fact]
    public async Task Two_who_send_a_failed_message_again_at_once_send_it_once()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Postgres);
        await AskAsync(core, breaks: false);
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        await core.ChangeAsync(async change => await Deliveries.LearnAsync(change, await change.Db.Set<Outgoing>().SingleAsync(), o => o.Fail("undeliverable", null)));
        var (ana, desk) = (await core.MemberAsync(), core.Get<UncertainSends>());

        // Both have decided before either has saved.
        await using var other = core.Database.CreateDbContext();
        await using var held = await other.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.Set<Outgoing>().ExecuteUpdateAsync(s => s.SetProperty(o => o.Attempts, o => o.Attempts), TestContext.Current.CancellationToken);
        var both = Enumerable.Range(0, 2).Select(_ => Task.Run(() => desk.SendAgainAsync(message.Id, ana, TestContext.Current.CancellationToken))).ToList();
        await LockWaits.SeeAsync(core.Database, 2);
        await held.CommitAsync(TestContext.Current.CancellationToken);

        var outcomes = await Task.WhenAll(both);
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Single(outcomes, outcome => outcome == UncertainSends.Settled);
        await core.RunAsync();
        Assert.Equal(2, (await core.AllAsync<Outgoing>()).Count);
        Assert.Equal(2, core.Graph.Sends().Count);
    }

    /// <summary>A customer asks for a person, and the acknowledgement is on its way.</summary>
    /// <returns>What was to be sent, where it was broken.</returns>
    private static async Task<string> AskAsync(CoreFixture core, bool breaks)
    {
        const string Text = "I want to talk to a human being, please";
        // Hours pass in these stories; the customer is told nothing more meanwhile.
        await new SettingsStore(core.Database, core.Get<Changes>()).KeepAsync(AutoBook.OffKey, nameof(AutoKind.LongWait));
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, Text);
        if (breaks)
        {
            // Meta puts the first try off, and what is to be sent is spoilt before the second.
            core.Graph.Faults.Next(SandboxFault.Throttled);
        }

        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, Text, core.Clock.Now));
        if (!breaks)
            return "";
        var payload = Assert.Single(await core.AllAsync<Outgoing>()).Payload;
        await core.ReadAsync(db => db.Set<Outgoing>().ExecuteUpdateAsync(s => s.SetProperty(o => o.Payload, "{}")));
        return payload;
    }
}
