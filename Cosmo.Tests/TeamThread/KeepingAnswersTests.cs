using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>What was said in a ticket becomes knowledge by one tap on the phone, as a draft, once.</summary>
public sealed class KeepingAnswersTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_answer_of_a_closed_ticket_is_kept_as_a_draft_by_one_tap(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, "Do you engrave old clocks?");
        await cosmo.SayAsync(AnaPhone, "Yes, we engrave clocks.", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "close", ThreadFixture.Notification);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        Assert.Equal(("Keep as an entry", $"k:{ticket.Id}"), await LastButtonAsync(cosmo));
        Assert.Empty(await EntriesAsync(cosmo));

        await cosmo.PressAsync(AnaPhone, $"k:{ticket.Id}");
        var entry = Assert.Single(await EntriesAsync(cosmo));
        Assert.Equal(("Do you engrave old clocks?", "Yes, we engrave clocks.", false), (entry.Question, entry.Answer, entry.IsPublished));
        Assert.StartsWith("Kept as a draft: “Do you engrave old clocks?”.", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await using (var db = cosmo.Read())
            Assert.Equal(ana, (await db.Set<KnowledgeVersion>().SingleAsync(Cancel)).MemberId);

        await cosmo.PressAsync(AnaPhone, $"k:{ticket.Id}");
        Assert.Equal("This is kept already.", await cosmo.LastToldAsync(ana));
        Assert.Single(await EntriesAsync(cosmo));
    }

    [Fact]
    public async Task A_ticket_that_nobody_answered_or_that_is_open_again_gives_nothing_to_keep()
    {
        await using var cosmo = await ThreadFixture.StartAsync(StorageProvider.Sqlite);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, "Do you engrave old clocks?");
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        await cosmo.PressAsync(AnaPhone, $"k:{ticket.Id}");
        Assert.StartsWith("There is nothing to keep from #1", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "close", ThreadFixture.Notification);
        Assert.Null(await LastButtonAsync(cosmo));
        Assert.Empty(await EntriesAsync(cosmo));
    }

    private static async Task<(string, string)?> LastButtonAsync(ThreadFixture cosmo)
    {
        await using var db = cosmo.Read();
        var payload = await db.Set<Outgoing>().Where(o => o.TeamMessageId != null).OrderByDescending(o => o.Id).Select(o => o.Payload).FirstAsync(Cancel);
        return WhatsAppSend.FromJson(payload) is ButtonsSend { Buttons: [var button] } ? (button.Title, button.Id) : null;
    }

    private static async Task<List<KnowledgeEntry>> EntriesAsync(ThreadFixture cosmo)
    {
        await using var db = cosmo.Read();
        return await db.Set<KnowledgeEntry>().ToListAsync(Cancel);
    }
}
