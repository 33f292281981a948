using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;

namespace Cosmo.Tests.Replies;

public sealed class DraftTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ana = Guid.NewGuid(), Bo = Guid.NewGuid();

    [Fact]
    public void Only_its_own_member_confirms_it_and_only_once()
    {
        var draft = Composed();
        Assert.Equal(DraftRefusals.NotYours, draft.Confirm(Bo, draft.Revision, default, false));
        Assert.Null(draft.Confirm(Ana, draft.Revision, default, false));
        Assert.Equal(DraftRefusals.AlreadySent, draft.Confirm(Ana, draft.Revision, default, false));
        Assert.Equal(DraftRefusals.NotWaiting, draft.Cancel(Ana));
    }

    [Fact]
    public void News_holds_it_until_they_were_shown()
    {
        var draft = Composed();
        Assert.Equal(DraftRefusals.SomethingNew, draft.Confirm(Ana, draft.Revision, new(1, 0), false));
        Assert.Equal(DraftState.Held, draft.State);
        Assert.Equal(DraftRefusals.SomethingNew, draft.ShowNews(Ana, new(1, 0), new(1, 1)));
        Assert.Equal(DraftState.Held, draft.State);   // a message was changed meanwhile
        Assert.Equal(DraftRefusals.NotYours, draft.ShowNews(Bo, new(1, 1), new(1, 1)));
        Assert.Null(draft.ShowNews(Ana, new(0, 1), new(1, 1)));   // an older picture takes nothing back
        Assert.Null(draft.Confirm(Ana, draft.Revision, new(1, 1), false));
        Assert.Equal(DraftRefusals.NotWaiting, draft.ShowNews(Ana, new(2, 2), new(2, 2)));
    }

    [Fact]
    public void Only_the_picture_that_was_shown_is_confirmed()
    {
        var draft = Composed();
        var shown = draft.Revision;
        draft.Reopen();
        draft.Compose("Otra cosa", "es", null, "test", []);
        Assert.Equal(DraftRefusals.Changed, draft.Confirm(Ana, shown, default, true));
        Assert.Equal(DraftRefusals.Changed, draft.Confirm(Ana, null, default, true));
        Assert.Null(draft.Confirm(Ana, draft.Revision, default, true));
    }

    [Fact]
    public void Changed_facts_are_accepted_or_it_stays()
    {
        var draft = Composed("Missing Amount: 20 €");
        Assert.Equal(DraftRefusals.FactsChanged, draft.Confirm(Ana, draft.Revision, default, false));
        Assert.Null(draft.Confirm(Ana, draft.Revision, default, true));
        Assert.True(draft.FindingsAccepted);
    }

    [Fact]
    public void What_was_confirmed_is_not_composed_again()
    {
        var draft = Composed();
        draft.Confirm(Ana, draft.Revision, default, false);
        draft.Compose("Other words", "es", null, "test", []);
        draft.Replace();
        Assert.Equal((DraftState.Confirmed, "Hola"), (draft.State, draft.Text));
    }

    [Fact]
    public void What_is_not_composed_is_not_confirmed()
    {
        var draft = New();
        Assert.Equal(DraftRefusals.NotWaiting, draft.Confirm(Ana, draft.Revision, default, true));
        draft.Stick(["tents"], "es", "test");
        Assert.Equal(DraftRefusals.NotWaiting, draft.Confirm(Ana, draft.Revision, default, true));
        Assert.Null(draft.Cancel(Ana));
    }

    private static Draft New() =>
        Draft.Begin(Guid.NewGuid(), Conversation.Start(Guid.NewGuid(), Guid.NewGuid(), Now), null, Ana, DraftSource.Phone, "Hello", Now);

    private static Draft Composed(params string[] findings)
    {
        var draft = New();
        draft.Compose("Hola", "es", "Hello", "test", findings);
        return draft;
    }
}
