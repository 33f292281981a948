using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Replies;

public sealed class ComposingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Words_that_nobody_could_compose_come_back_to_the_member(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider, services => services.AddSingleton<IComposer>(new Broken()));
        var member = new Member { Name = "Ana", UserName = "ana", CreatedAt = core.Clock.Now };
        var (draftId, conversationId) = (Guid.CreateVersion7(), Guid.Empty);
        await core.ChangeAsync(async change =>
        {
            var contact = await Reception.RecogniseAsync(change, new(core.Business.Id, null, "34600000001", "María", null), Cancel);
            var conversation = Conversation.Start(contact.Id, core.Business.Id, change.Now);
            change.Db.AddRange(member, conversation);
            conversationId = conversation.Id;
        });
        Assert.Null(await core.Get<DraftDesk>().BeginAsync(draftId, conversationId, member.Id, DraftSource.Browser, "Tell them\nwe refund", Cancel));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await core.RunAsync();
            core.Clock.Advance(WorkKind.LongestDelay);
        }

        var draft = Assert.Single(await core.AllAsync<Draft>());
        Assert.Equal((DraftState.Stuck, "Tell them we refund"), (draft.State, draft.Unmatched));
        Assert.Null(await core.Get<DraftDesk>().CancelAsync(draftId, member.Id, Cancel));
    }

    private sealed class Broken : IComposer
    {
        public ValueTask<Composition> ComposeAsync(ComposeRequest request, CancellationToken cancel = default) =>
            throw new InvalidOperationException("It composes nothing");
    }
}
