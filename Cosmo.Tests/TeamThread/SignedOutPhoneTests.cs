using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>A phone that an administrator signed out is a stranger's from that moment on.</summary>
public sealed class SignedOutPhoneTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Right_after_it_was_signed_out_it_sends_nothing_changes_nothing_and_is_told_nothing(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, olga) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.StrangerAsync("Olga", role: Role.Owner));
        await cosmo.SayAsync(Customer, "Hola, mi pedido llegó dañado y quiero un reembolso");
        await cosmo.SayAsync(AnaPhone, "Ask for their order number.", ThreadFixture.Notification);
        var draft = await cosmo.DraftAsync(ana);
        Assert.Equal(DraftState.Open, draft.State);
        await using (var db = cosmo.Read())
            Assert.Null(await cosmo.Pairing.SignOutAsync((await db.Set<PairedPhone>().SingleAsync(Cancel)).Id, olga, Cancel));
        var told = (await cosmo.ToldAsync(ana)).Count;

        await cosmo.PressAsync(AnaPhone, $"d:{draft.Id}:send:{draft.Revision}");
        foreach (var words in new[] { "yes", "close", "note she is a regular", "list", "We refund it", "hand over to Olga", "away" })
            await cosmo.SayAsync(AnaPhone, words, ThreadFixture.Notification);

        Assert.Single(await cosmo.ToCustomersAsync());   // the acknowledgement
        Assert.Equal(told, (await cosmo.ToldAsync(ana)).Count);
        Assert.Equal((draft.Id, DraftState.Open), ((await cosmo.DraftAsync(ana)).Id, (await cosmo.DraftAsync(ana)).State));
        Assert.Equal((TicketState.Requested, (Guid?)null), ((await cosmo.AllTicketsAsync())[0].State, (await cosmo.AllTicketsAsync())[0].HolderId));
        await using (var db = cosmo.Read())
        {
            Assert.False((await db.Set<Member>().SingleAsync(m => m.Id == ana, Cancel)).IsAway);
            Assert.Empty(await db.Set<Core.Conversations.Note>().ToListAsync(Cancel));
        }

        // Paired anew it is hers again, once its wrong words are forgotten.
        cosmo.Clock.Advance(TimeSpan.FromMinutes(11));
        await cosmo.SayAsync(AnaPhone, await cosmo.CodeAsync(ana), ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }
}
