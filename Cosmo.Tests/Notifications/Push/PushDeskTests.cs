using System.Globalization;
using Cosmo.Core.Administration;
using Cosmo.Core.Notifications;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;

namespace Cosmo.Tests.Notifications.Push;

/// <summary>Which browsers are whose, and for how long.</summary>
public sealed class PushDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_browser_ends_with_its_sign_in_at_once_and_others_stay(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, session) = await house.MemberAsync("laptop");
        var other = await house.SignInAsync(bo);
        Assert.Null(await house.Desk.SubscribeAsync(bo, other, house.Push.Open("phone"), "Chrome, Android", isChosen: true, cancel: Cancel));

        await house.Cosmo.Get<SignInSessions>().EndAsync(session, bo, Cancel);
        Assert.Equal("Chrome, Android", Assert.Single(await house.Desk.OfAsync(bo, Cancel)).Name);
        Assert.Equal(1, await house.KeptAsync());

        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Sent);
        Assert.Equal(["phone"], house.Push.Asked);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_leaves_the_team_is_told_nothing_more(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var olga = await house.Cosmo.StrangerAsync("Olga", role: Role.Owner);
        var (bo, session) = await house.MemberAsync("laptop");
        Assert.Null(await new TeamDesk(house.Cosmo.Get<Core.Work.Changes>()).DeactivateAsync(bo, olga, Cancel));
        Assert.Equal(0, await house.KeptAsync());
        Assert.Equal(TeamRefusals.NotMember, await house.Desk.SubscribeAsync(bo, session, house.Push.Open("laptop"), "", isChosen: true, cancel: Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Switching_on_chooses_what_rings_on_pages_once(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var bo = await house.Cosmo.StrangerAsync("Bo");
        Assert.DoesNotContain(Enum.GetValues<NotificationEvent>(), e => NotificationChoices.Usual(e).HasFlag(Ways.Push));
        var session = await house.SignInAsync(bo);
        Assert.Null(await house.Desk.SubscribeAsync(bo, session, house.Push.Open("laptop"), "", isChosen: false, cancel: Cancel));
        Assert.Equal(Ways.Phone | Ways.Browser, (await house.Cosmo.Log.ChoicesAsync(bo, Cancel)).For(NotificationEvent.NewTicket));

        Assert.Null(await house.Desk.SubscribeAsync(bo, session, house.Push.Open("laptop"), "", isChosen: true, cancel: Cancel));
        var choices = await house.Cosmo.Log.ChoicesAsync(bo, Cancel);
        Assert.Equal(Ways.Phone | Ways.Browser | Ways.Push, choices.For(NotificationEvent.NewTicket));
        Assert.Equal(Ways.Phone | Ways.Email, choices.For(NotificationEvent.Digest));

        Assert.Null(await house.Cosmo.Notifications.ChooseAsync(bo, NotificationEvent.NewTicket, Ways.Phone, Cancel));
        Assert.Null(await house.Desk.SubscribeAsync(bo, session, house.Push.Open("phone"), "", isChosen: true, cancel: Cancel));
        Assert.Equal(Ways.Phone, (await house.Cosmo.Log.ChoicesAsync(bo, Cancel)).For(NotificationEvent.NewTicket));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_who_holds_a_browsers_keys_takes_it_over(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop");
        var ana = await house.Cosmo.StrangerAsync("Ana");
        var session = await house.SignInAsync(ana);
        var theirs = house.Push.Open("laptop");
        using var thief = new FakeBrowser();

        Assert.Equal(PushDesk.NotYours, await house.Desk.SubscribeAsync(ana, session, thief.At(theirs.Endpoint), "", isChosen: true, cancel: Cancel));
        Assert.Equal(PushDesk.NotYours, await house.Desk.SubscribeAsync(ana, session, house.Push.Open("other"), "", isChosen: false, theirs.Endpoint, Cancel));
        Assert.Equal(PushDesk.NotSignedIn, await house.Desk.SubscribeAsync(bo, session, house.Push.Open("other"), "", isChosen: true, cancel: Cancel));
        Assert.Null(await house.Desk.LeaveAsync(ana, theirs.Endpoint, Cancel));
        Assert.Null(await house.Desk.RemoveAsync(ana, (await house.Desk.OfAsync(bo, Cancel)).Single().Id, Cancel));
        Assert.Single(await house.Desk.OfAsync(bo, Cancel));

        // The same browser, with somebody else signed in.
        Assert.Null(await house.Desk.SubscribeAsync(ana, session, theirs, "", isChosen: true, cancel: Cancel));
        Assert.Empty(await house.Desk.OfAsync(bo, Cancel));
        Assert.Single(await house.Desk.OfAsync(ana, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_browser_that_was_removed_comes_back_only_when_somebody_asks(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, session) = await house.MemberAsync("laptop");
        var address = house.Push.Open("laptop");
        Assert.Null(await house.Desk.RemoveAsync(bo, (await house.Desk.OfAsync(bo, Cancel)).Single().Id, Cancel));
        Assert.Empty(await house.Desk.OfAsync(bo, Cancel));
        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Skipped, PushWork.NoBrowser);

        Assert.Equal(PushDesk.Removed, await house.Desk.SubscribeAsync(bo, session, address, "", isChosen: false, cancel: Cancel));
        Assert.Empty(await house.Desk.OfAsync(bo, Cancel));
        Assert.Null(await house.Desk.SubscribeAsync(bo, session, address, "", isChosen: true, cancel: Cancel));
        Assert.Single(await house.Desk.OfAsync(bo, Cancel));

        Assert.Null(await house.Desk.SubscribeAsync(bo, session, house.Push.Open("moved"), "", isChosen: false, address.Endpoint, Cancel));
        Assert.Equal(house.Push.Open("moved").Endpoint, Assert.Single(await house.Desk.OfAsync(bo, Cancel)).Endpoint);
        Assert.Null(await house.Desk.LeaveAsync(bo, house.Push.Open("moved").Endpoint, Cancel));
        Assert.Equal(0, await house.KeptAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_has_so_many_browsers_and_no_more(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, session) = await house.MemberAsync([.. Enumerable.Range(1, PushSubscription.MostPerMember).Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        Assert.Equal(PushDesk.TooMany, await house.Desk.SubscribeAsync(bo, session, house.Push.Open("more"), "", isChosen: true, cancel: Cancel));
        Assert.Null(await house.Desk.SubscribeAsync(bo, session, house.Push.Open("1"), "", isChosen: true, cancel: Cancel));
        Assert.Equal(PushDesk.WrongAddress, await house.Desk.SubscribeAsync(bo, session, null, "", isChosen: true, cancel: Cancel));
        Assert.Equal(PushSubscription.MostPerMember, await house.KeptAsync());
    }
}
