using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Channels;

/// <summary>The customer sees that their message was read and that somebody writes.</summary>
public sealed class ReadMarkTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draft_shows_the_customer_that_they_were_read_and_that_somebody_writes(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var conversationId = await WriteAsync(core);
        var asked = core.Graph.Chat(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId)[0];
        Assert.NotEqual(SandboxTick.Read, asked.Tick);
        Assert.False(core.Graph.IsTyping(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId));

        await BeginAsync(core, conversationId);
        Assert.Equal(SandboxTick.Read, core.Graph.Message(asked.Id).Tick);
        Assert.True(core.Graph.IsTyping(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId));
        await BeginAsync(core, conversationId);
        Assert.Single(await core.AllAsync<WorkItem>(), w => w.Kind == ChannelWork.MarkRead.Name);   // once per message
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_mark_that_is_refused_or_too_late_costs_nothing(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var conversationId = await WriteAsync(core);
        core.Graph.Faults.TokenExpired = true;
        await BeginAsync(core, conversationId);
        Assert.Equal(WorkState.Done, Assert.Single(await core.AllAsync<WorkItem>(), w => w.Kind == ChannelWork.MarkRead.Name).State);
        Assert.NotEqual(DraftState.Composing, Assert.Single(await core.AllAsync<Draft>()).State);

        core.Clock.Advance(ServiceWindow.Length);   // who wrote so long ago is told nothing any more
        await BeginAsync(core, conversationId);
        Assert.Single(await core.AllAsync<WorkItem>(), w => w.Kind == ChannelWork.MarkRead.Name);
    }

    private static async Task BeginAsync(CoreFixture core, Guid conversationId)
    {
        var member = new Core.Team.Member { Name = "Ana", UserName = $"ana{Guid.NewGuid()}", CreatedAt = core.Clock.Now };
        await core.ChangeAsync(change =>
        {
            change.Db.Add(member);
            return Task.CompletedTask;
        });
        Assert.Null(await core.Get<DraftDesk>().BeginAsync(Guid.CreateVersion7(), conversationId, member.Id, DraftSource.Browser, "Thank you", TestContext.Current.CancellationToken));
        await core.RunAsync();
    }

    /// <summary>Maria has written, and her message carries the id that her phone knows it by.</summary>
    private static async Task<Guid> WriteAsync(CoreFixture core)
    {
        var id = core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, "I want to talk to a human being, please");
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, "I want to talk to a human being, please", core.Clock.Now, id));
        return await core.ReadAsync(db => db.Set<Conversation>().Select(c => c.Id).SingleAsync());
    }
}
