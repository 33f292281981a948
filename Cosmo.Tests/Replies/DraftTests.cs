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
        Assert.Equal(DraftRefusals.NotYours, draft.Confirm(Bo, 0, false));
        Assert.Null(draft.Confirm(Ana, 0, false));
        Assert.Equal(DraftRefusals.AlreadySent, draft.Confirm(Ana, 0, false));
        Assert.Equal(DraftRefusals.NotWaiting, draft.Cancel(Ana));
    }

    [Fact]
    public void News_holds_it_until_they_were_shown()
    {
        var draft = Composed();
        Assert.Equal(DraftRefusals.SomethingNew, draft.Confirm(Ana, 1, false));
        Assert.Equal(DraftState.Held, draft.State);
        draft.ShowNews(1);
        Assert.Null(draft.Confirm(Ana, 1, false));
    }

    [Fact]
    public void Changed_facts_are_accepted_or_it_stays()
    {
        var draft = Composed("Missing Amount: 20 €");
        Assert.Equal(DraftRefusals.FactsChanged, draft.Confirm(Ana, 0, false));
        Assert.Null(draft.Confirm(Ana, 0, true));
        Assert.True(draft.FindingsAccepted);
    }

    [Fact]
    public void What_was_confirmed_is_not_composed_again()
    {
        var draft = Composed();
        draft.Confirm(Ana, 0, false);
        draft.Compose("Other words", "es", null, "test", []);
        draft.Replace();
        Assert.Equal((DraftState.Confirmed, "Hola"), (draft.State, draft.Text));
    }

    [Fact]
    public void What_is_not_composed_is_not_confirmed()
    {
        var draft = New();
        Assert.Equal(DraftRefusals.NotWaiting, draft.Confirm(Ana, 0, true));
        draft.Stick(["tents"], "es", "test");
        Assert.Equal(DraftRefusals.NotWaiting, draft.Confirm(Ana, 0, true));
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
