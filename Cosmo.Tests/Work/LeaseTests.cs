using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Work;

/// <summary>A node that hangs in a call loses its lease, and its late word ends nothing that another node has begun.</summary>
public sealed class LeaseTests
{
    private static readonly WorkKind Kind = WorkKind.External("call");

    [Fact]
    public async Task Another_node_takes_over_and_the_late_completion_changes_no_row()
    {
        var (slow, quick) = (new Caller { IsHeld = true }, new Caller());
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Postgres, services => services.AddSingleton<IExternalWorkHandler>(slow));
        await using var other = await core.SecondNodeAsync(services => services.AddSingleton<IExternalWorkHandler>(quick));
        await core.Get<WorkIntake>().AcceptAsync([new(Kind, "lane", "one"), new(Kind, "lane", "two")]);
        var hanging = core.RunAsync();
        await slow.Called.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        core.Clock.Advance(WorkEngine.Lease);
        await other.RunAsync();
        Assert.Empty(quick.Bodies);   // the lease ends with this instant, not before it

        quick.IsHeld = true;
        core.Clock.Advance(TimeSpan.FromSeconds(1));   // it is looked for once a second
        var taking = other.RunAsync();
        await quick.Called.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal(("one", 1), (Assert.Single(quick.Bodies), Assert.Single(quick.Lost)));
        var before = await RowsAsync(core);
        Assert.Equal([WorkState.Leased, WorkState.Waiting], before.Select(r => r.State));

        slow.Answer.SetResult();
        await hanging;
        Assert.Equal(0, slow.Recorded);   // another worker does it now: its effects must not come twice
        Assert.Equal(before, await RowsAsync(core));   // neither done nor put off, and the next of the lane still waits

        quick.Answer.SetResult();
        await taking;
        Assert.Equal(["one", "two"], quick.Bodies);
        Assert.Equal(2, quick.Recorded);
        Assert.All(await RowsAsync(core), row => Assert.Equal(WorkState.Done, row.State));
    }

    [Fact]
    public async Task A_send_whose_lease_ran_out_is_uncertain_and_the_late_answer_still_tells_what_became_of_it()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Postgres);
        await using var other = await core.SecondNodeAsync();
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        core.Host.Before = async _ =>
        {
            arrived.TrySetResult();
            await answer.Task;
            return false;
        };
        var body = Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, "I want to talk to a human being, please", core.Clock.Now);
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, "I want to talk to a human being, please");
        var hanging = core.ReceiveAsync(body);
        await arrived.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        core.Clock.Advance(WorkEngine.Lease + TimeSpan.FromSeconds(1));
        await other.RunAsync();
        Assert.Equal((Delivery.Uncertain, "interrupted"), Assert.Single(await core.AllAsync<Outgoing>()) is var lost ? (lost.Delivery, lost.Error) : default);

        answer.SetResult();
        await hanging;
        await other.RunAsync();
        var sent = Assert.Single(await core.AllAsync<Outgoing>());
        Assert.Equal((Delivery.Sent, Assert.Single(core.Graph.Sends()).Id), (sent.Delivery, sent.ProviderId));
    }

    private static async Task<List<(string Body, WorkState State, long Lease, long Due, int Attempts)>> RowsAsync(CoreFixture core) =>
        [.. (await core.AllAsync<WorkItem>()).OrderBy(w => w.Id).Select(w => (w.Body, w.State, w.LeaseMs, w.DueMs, w.Attempts))];

    private sealed class Caller : IExternalWorkHandler
    {
        public WorkKind Kind => LeaseTests.Kind;
        public bool IsHeld { get; set; }
        public TaskCompletionSource Called { get; } = new();
        public TaskCompletionSource Answer { get; } = new();
        public List<string> Bodies { get; } = [];
        public List<int> Lost { get; } = [];
        public int Recorded { get; private set; }

        public Task<ExternalStep> BeginAsync(Change change, WorkItem item) => Task.FromResult(ExternalStep.Calls(async () =>
        {
            Bodies.Add(item.Body);
            Called.TrySetResult();
            if (IsHeld)
                await Answer.Task;
            return _ =>
            {
                Recorded++;
                return Task.FromResult(WorkOutcome.Done);
            };
        }));

        public Task<WorkOutcome> LoseAsync(Change change, WorkItem item)
        {
            Lost.Add(1);
            return Task.FromResult(WorkOutcome.RetryAt(change.Now, "lost"));
        }
    }
}
