using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Conversations;

/// <summary>What counts as said: neither what was taken back, nor what did not arrive.</summary>
public sealed class SaidMessagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_query_and_a_message_say_the_same_of_every_state(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var conversation = await shop.CustomerAsync("María", "revoked");
        foreach (var state in Enum.GetValues<Delivery>())
            await SayAsync(shop, conversation.Id, state.ToString(), state);
        await shop.Changes.RunAsync(async change => (await change.Db.Set<Message>().SingleAsync(m => m.Text == "revoked", Cancel)).Revoke(change.Now), Cancel);

        var said = await shop.ReadAsync(db => db.Set<Message>().Where(Message.Said).OrderBy(m => m.Position).Select(m => m.Text).ToListAsync(Cancel));
        Assert.Equal(["Received", "Queued", "Sending", "Sent", "Delivered", "Read", "Uncertain"], said);
        Assert.Equal(said, (await shop.ReadAsync(db => db.Set<Message>().OrderBy(m => m.Position).ToListAsync(Cancel))).Where(m => m.IsSaid).Select(m => m.Text));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_model_is_not_told_that_we_said_what_the_customer_never_got(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var conversation = await shop.CustomerAsync("María", "Is it free?");
        await SayAsync(shop, conversation.Id, "Yes, all of it", Delivery.Recalled);
        await SayAsync(shop, conversation.Id, "No", Delivery.Failed);
        await SayAsync(shop, conversation.Id, "The first week is", Delivery.Sent);
        await shop.WritesAsync(conversation.Id, "And then?");

        IReadOnlyList<SpokenLine> spoken = [];
        await shop.Changes.RunAsync(async change =>
        {
            var last = await change.Db.Set<Message>().SingleAsync(m => m.Text == "And then?", Cancel);
            spoken = await new ConversationScene(change, (await change.Db.Set<Conversation>().FindAsync([conversation.Id], Cancel))!, last, null!).SpokenAsync(Cancel);
        }, Cancel);
        Assert.Equal([("customer", "Is it free?"), ("us", "The first week is")], spoken.Select(l => (l.From, l.Text)));
    }

    private static Task SayAsync(Shop shop, Guid conversationId, string text, Delivery became) => shop.Changes.RunAsync(async change =>
    {
        var conversation = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversationId, Cancel);
        var said = conversation.Say(new(Author.Member, text, "en"), change.Now);
        said.Report(became, null, null, null, null);
        change.Db.Add(said);
    }, Cancel);
}
