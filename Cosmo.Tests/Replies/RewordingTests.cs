using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;

namespace Cosmo.Tests.Replies;

public sealed class RewordingTests
{
    private const string Words = "Ask for their order number.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_words_in_another_tone_are_a_new_draft_in_place_of_the_old_one(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var member = new Member { Name = "Ana", UserName = "ana", CreatedAt = core.Clock.Now };
        var colleague = new Member { Name = "Bo", UserName = "bo", CreatedAt = core.Clock.Now };
        var (draftId, conversationId) = (Guid.CreateVersion7(), Guid.Empty);
        await core.ChangeAsync(async change =>
        {
            var contact = await Reception.RecogniseAsync(change, new(core.Business.Id, null, "34600000001", "María", null), Cancel);
            var conversation = Conversation.Start(contact.Id, core.Business.Id, change.Now);
            conversation.Speak("es");
            change.Db.AddRange(member, colleague, conversation, conversation.Receive(new("wamid.1", change.Now, MessageKind.Text, "¿Hola?")));
            conversationId = conversation.Id;
        });
        var desk = core.Get<DraftDesk>();
        Assert.Null(await desk.BeginAsync(draftId, conversationId, member.Id, DraftSource.Browser, Words, Cancel));
        await core.RunAsync();

        Assert.Equal(DraftRefusals.NotYours, await desk.RewordAsync(draftId, colleague.Id, Wording.Formal, Cancel));
        Assert.Null(await desk.RewordAsync(draftId, member.Id, Wording.Formal, Cancel));
        Assert.Equal(DraftRefusals.NotWaiting, await desk.RewordAsync(draftId, member.Id, Wording.Shorter, Cancel));
        await core.RunAsync();

        var drafts = await core.AllAsync<Draft>();
        Assert.Equal(2, drafts.Count);
        var waiting = Assert.Single(drafts, d => d.State is DraftState.Open);
        Assert.Equal((Words, Wording.Formal, member.Id), (waiting.Words, waiting.Wording, waiting.MemberId));
        Assert.NotEqual(draftId, waiting.Id);
        Assert.DoesNotContain(await core.AllAsync<Message>(), m => m.Author is not Author.Customer);
    }
}
