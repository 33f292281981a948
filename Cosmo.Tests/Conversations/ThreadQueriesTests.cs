using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Conversations;

public sealed class ThreadQueriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_newest_messages_come_first_with_sources_quotes_and_notes(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var threads = new ThreadQueries(shop.Contexts);
        var ana = await shop.MemberAsync("ana");
        var conversation = await shop.CustomerAsync("Maria", "When do you open?");
        var entry = KnowledgeEntry.Write("Opening hours", "At nine.", "en", "", shop.Clock.Now);
        await shop.AddAsync(entry);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Changes.RunAsync(async change =>
        {
            var open = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversation.Id, Cancel);
            change.Db.Add(open.Say(new(Author.Assistant, "At nine.", "en") { Sources = $"{entry.Id},{Guid.CreateVersion7()}", QuotedProviderId = "wamid.1" }, change.Now));
        }, Cancel);
        Assert.Null(await new NoteDesk(shop.Changes).AddAsync(conversation.Id, ana.Id, " a regular ", Cancel));

        var all = await threads.ReadAsync(conversation.Id, 50, Cancel);
        var last = await threads.ReadAsync(conversation.Id, 1, Cancel);

        Assert.Equal(["When do you open?", "At nine."], all.Messages.Select(m => m.Text));
        Assert.Equal(["Opening hours", null], all.Messages[1].Cited.Select(s => s.Question));
        Assert.Equal("When do you open?", all.Messages[1].Quote!.Text);
        Assert.Equal("a regular", Assert.Single(all.Notes).Text);
        Assert.False(all.HasEarlier);
        Assert.True(last.HasEarlier);
        Assert.Equal("At nine.", Assert.Single(last.Messages).Text);
        Assert.Equal(("Maria", 1), ((await threads.HeadAsync(conversation.Id, Cancel))!.Name, (await threads.HeadAsync(conversation.Id, Cancel))!.Unread));
        Assert.Null(await threads.HeadAsync(Guid.CreateVersion7(), Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_takes_over_and_gives_back(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = new ConversationDesk(shop.Changes);
        var history = new Core.Inbox.TicketHistory(shop.Contexts);
        var ana = await shop.MemberAsync("ana");
        var conversation = await shop.CustomerAsync("Maria");

        Assert.Null(await desk.TakeOverAsync(conversation.Id, ana.Id, Cancel));
        Assert.Equal(ConversationDesk.WithTeam, await desk.TakeOverAsync(conversation.Id, ana.Id, Cancel));
        Assert.Equal(ana.Id, (await history.OfAsync(conversation.Id, Cancel))[0].HolderId);

        Assert.Null(await desk.HandBackAsync(conversation.Id, ana.Id, Cancel));
        Assert.Equal(ConversationDesk.WithAssistant, await desk.HandBackAsync(conversation.Id, ana.Id, Cancel));
        Assert.Equal((Core.Tickets.TicketState.Closed, ConversationDesk.HandedBackReason), ((await history.OfAsync(conversation.Id, Cancel))[0].State, (await history.OfAsync(conversation.Id, Cancel))[0].CloseReason));

        Assert.Null(await desk.SeenAsync(conversation.Id, Cancel));
        Assert.Equal(0, (await new ThreadQueries(shop.Contexts).HeadAsync(conversation.Id, Cancel))!.Unread);
        Assert.Null(await desk.UnseenAsync(conversation.Id, Cancel));
        Assert.Equal(1, (await new ThreadQueries(shop.Contexts).HeadAsync(conversation.Id, Cancel))!.Unread);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Unsent_words_wait_for_their_member_alone(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var unsent = new UnsentTexts(shop.Contexts, shop.Changes);
        var conversation = await shop.CustomerAsync("Maria");
        var (ana, bo) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await unsent.KeepAsync(ana, conversation.Id, "Dear Mar", Cancel);
        await unsent.KeepAsync(ana, conversation.Id, new string('x', DraftDesk.LongestText + 1), Cancel);
        Assert.Equal(DraftDesk.LongestText, (await unsent.FindAsync(ana, conversation.Id, Cancel))!.Length);
        Assert.Null(await unsent.FindAsync(bo, conversation.Id, Cancel));

        await unsent.KeepAsync(ana, conversation.Id, " ", Cancel);
        Assert.Null(await unsent.FindAsync(ana, conversation.Id, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_held_draft_shows_what_is_new(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var drafts = new DraftQueries(shop.Contexts, shop.Clock);
        var ana = await shop.MemberAsync("ana");
        var conversation = await shop.CustomerAsync("Maria");
        var draft = Draft.Begin(Guid.CreateVersion7(), conversation, null, ana.Id, DraftSource.Browser, "we refund", shop.Clock.Now);
        draft.Compose("We refund you.", "en", null, "test", ["20 became 30"]);
        Assert.Equal(DraftRefusals.SomethingNew, draft.Confirm(ana.Id, draft.Revision, new(conversation.Version + 1, 0), true));
        await shop.AddAsync(draft);
        await shop.WritesAsync(conversation.Id, "Never mind");

        var view = (await drafts.WaitingAsync(conversation.Id, ana.Id, Cancel))!;

        Assert.Equal((DraftState.Held, "Never mind"), (view.State, Assert.Single(view.News).Text));
        Assert.Equal(["20 became 30"], view.Findings);
        Assert.Null(view.Unmatched);
        Assert.Equal([ana.Id], await drafts.OthersAsync(conversation.Id, Guid.CreateVersion7(), Cancel));
        Assert.Null(await drafts.WaitingAsync(conversation.Id, Guid.CreateVersion7(), Cancel));
    }
}
