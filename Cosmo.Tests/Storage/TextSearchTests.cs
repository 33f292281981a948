using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Storage;

public sealed class TextSearchTests
{
    private static readonly DateTimeOffset Then = DateTimeOffset.UnixEpoch;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly (string Written, string Asked)[] Spellings =
    [
        ("Devolução de produtos", "devolucao"),
        ("Unsere Öffnungszeiten", "offnungsz"),
        ("Große Straße", "strasse"),
        ("Iade işlemi İZMİR'de", "izmir"),
        ("Çok sıcak", "sicak"),
        ("Срок возврата товара", "ВОЗВРАТА"),
        ("ما هي مُدَّة الإرجاع", "مدة"),
        ("मुझे रिफंड चाहिए", "रिफंड"),
        ("我想退货退款", "退货"),
        ("今日の天気はどうですか", "天気"),
        ("ต้องการคืนสินค้า", "คืน"),
        ("환불은 언제 되나요", "환불"),
        ("Ô Délai très court", "delai TRES"),
        ("Order A-1002 (blue)", "a-1002"),
    ];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Words_are_found_without_their_accents_in_many_scripts(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        foreach (var (written, asked) in Spellings)
        {
            var id = await KnowAsync(database, written, "");
            Assert.Equal([id], (await Search(database).KnowledgeAsync(asked, 10, Cancel)).Select(hit => hit.Id));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_text_makes_the_search_throw(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await KnowAsync(database, "plain words", "");
        var random = new Random(20261122);
        var wild = Enumerable.Range(0, 200).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(0, 0x10000))]));
        string[] hostile =
        [
            "foo\"", "\"", "a-b", "what's", "c++", "(", ")", "*", "", "  ", "^a", "a:b", "SearchTerms:a", "NEAR(a b)", "AND", "a OR", "NOT", "{a}", "\\", "'", "a' | 'b",
            ":*", "!a", "a & b", "<->", "\0", "a\0b", "\ud800", "a\ud800 b", "🙂", "\u202egnp", "--", ";DROP TABLE Message", "%", "_", "\u0301", "ั", new string('x', 40_000),
            string.Join(' ', Enumerable.Range(0, 5000)), .. wild,
        ];

        foreach (var text in hostile)
        {
            await Search(database).MessagesAsync(text, null, 5, Cancel);
            await Search(database).MessagesAsync(text, Guid.Empty, 5, Cancel);
            await Search(database).KnowledgeAsync(text, 5, Cancel);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_team_finds_what_is_not_published_as_well(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var published = await KnowAsync(database, "Refund in 14 days", "");
        var draft = await KnowAsync(database, "Refund draft", "", entry => entry.Publish(false));
        var inside = await KnowAsync(database, "Refund codes", "", entry => entry.KeepInside(true));

        Assert.Equivalent(new[] { published, draft, inside }, (await Search(database).KnowledgeAsync("refund", 10, Cancel)).Select(hit => hit.Id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Messages_are_found_newest_first_and_follow_their_edits(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        var contact = Contact.Meet("Ana", "351900000001", null, Then);
        var (here, there) = (Conversation.Start(contact.Id, Guid.CreateVersion7(), Then), Conversation.Start(contact.Id, Guid.CreateVersion7(), Then));
        db.AddRange(contact, here, there);
        List<Message> messages = [];
        foreach (var (conversation, text) in new[] { (here, "O meu pedido está atrasado"), (there, "Pedido novo"), (here, "Que pedido?"), (here, "Olá") })
        {
            messages.Add(conversation.Receive(new($"wamid.{messages.Count}", Then.AddMinutes(messages.Count), MessageKind.Text, text)));
            db.Add(messages[^1]);
            await db.SaveChangesAsync(Cancel);
        }

        var search = Search(database);
        Assert.Equal([messages[2].Id, messages[1].Id, messages[0].Id], await search.MessagesAsync("ped", null, 10, Cancel));
        Assert.Equal([messages[2].Id], await search.MessagesAsync("pedido", here.Id, 1, Cancel));
        Assert.Equal([messages[0].Id], await search.MessagesAsync("esta PEDIDO", here.Id, 10, Cancel));

        messages[0].Edit("Já chegou", Then);
        messages[2].Revoke(Then);
        await db.SaveChangesAsync(Cancel);
        Assert.Empty(await search.MessagesAsync("pedido", here.Id, 10, Cancel));
        Assert.Equal([messages[0].Id], await search.MessagesAsync("chegou", null, 10, Cancel));

        await db.Set<Message>().Where(m => m.ConversationId == here.Id).ExecuteDeleteAsync(Cancel);
        Assert.Empty(await search.MessagesAsync("chegou", null, 10, Cancel));
        Assert.Equal([messages[1].Id], await search.MessagesAsync("pedido", null, 10, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_beginning_is_found_in_every_word_that_has_it_however_many_there_are(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        var contact = Contact.Meet("Ana", "351900000001", null, Then);
        var conversation = Conversation.Start(contact.Id, Guid.CreateVersion7(), Then);
        db.AddRange(contact, conversation);
        List<Guid> messages = [];
        foreach (var text in new[] { "pe", "Pedal pedal", "pédido!", "pedidos, pedras", "peixe", "ped's 'ped\" -ped*" })
        {
            var message = conversation.Receive(new($"wamid.{messages.Count}", Then.AddMinutes(messages.Count), MessageKind.Text, text));
            messages.Add(message.Id);
            db.Add(message);
            await db.SaveChangesAsync(Cancel);
        }

        var search = Search(database);
        Guid[] expected = [messages[5], messages[3], messages[2], messages[1]];
        Assert.Equal(expected, await search.MessagesAsync("ped", null, 10, Cancel));
        Assert.Equal([messages[3]], await search.MessagesAsync("pedidos PED", null, 10, Cancel));
        Assert.Equal([messages[3], messages[2]], await search.MessagesAsync("pedi", null, 10, Cancel));

        var many = conversation.Receive(new("wamid.many", Then.AddHours(1), MessageKind.Text, string.Join(' ', Enumerable.Range(1000, 200).Select(n => $"ped{n}"))));
        db.Add(many);
        await db.SaveChangesAsync(Cancel);
        Assert.Equal([many.Id, .. expected], await search.MessagesAsync("ped", null, 10, Cancel));
        Assert.Equal([many.Id], await search.MessagesAsync("ped10", null, 10, Cancel));
    }

    private static ITextSearch Search(TestDatabase database) => TextSearch.On(database.Provider, database);

    private static async Task<Guid> KnowAsync(TestDatabase database, string question, string answer, Action<KnowledgeEntry>? change = null)
    {
        await using var db = database.CreateDbContext();
        var entry = KnowledgeEntry.Write(question, answer, "en", "", Then);
        entry.Publish(true);
        change?.Invoke(entry);
        db.Add(entry);
        await db.SaveChangesAsync(Cancel);
        return entry.Id;
    }
}
