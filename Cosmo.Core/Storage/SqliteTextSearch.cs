using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Storage;

/// <summary>Searches with SQLite's FTS5.</summary>
internal sealed class SqliteTextSearch(IDbContextFactory<CosmoContext> contexts) : ITextSearch
{
    /// <summary>A beginning with more words than this is looked up as a beginning; asking for each of them would take longer.</summary>
    private const int MostWords = 128;

    public async Task<IReadOnlyList<Guid>> MessagesAsync(string text, Guid? conversationId, int limit, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await AllOfAsync(db, "MessageSearch", text, cancel) is not { } match)
            return [];
        // Rows get their number as they arrive, so the index gives the newest first without reading the others.
        var found = conversationId is { } id
            ? db.Database.SqlQuery<Guid>($"""
                SELECT m."Id" AS "Value" FROM "MessageSearch" JOIN "Message" m ON m.rowid = "MessageSearch".rowid
                WHERE "MessageSearch" MATCH {match} AND m."ConversationId" = {id} ORDER BY "MessageSearch".rowid DESC LIMIT {limit}
                """)
            : db.Database.SqlQuery<Guid>($"""
                SELECT m."Id" AS "Value" FROM "MessageSearch" JOIN "Message" m ON m.rowid = "MessageSearch".rowid
                WHERE "MessageSearch" MATCH {match} ORDER BY "MessageSearch".rowid DESC LIMIT {limit}
                """);
        return await found.ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Guid>> ContactsAsync(string text, int limit, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await AllOfAsync(db, "ContactSearch", text, cancel) is not { } match)
            return [];
        return await db.Database.SqlQuery<Guid>($"""
            SELECT c."Id" AS "Value" FROM "ContactSearch" JOIN "Contact" c ON c.rowid = "ContactSearch".rowid
            WHERE "ContactSearch" MATCH {match} ORDER BY "ContactSearch".rowid DESC LIMIT {limit}
            """).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<SearchHit>> KnowledgeAsync(string text, int limit, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await AllOfAsync(db, "KnowledgeSearch", text, cancel) is not { } match)
            return [];
        var hits = await db.Database.SqlQuery<SearchHit>($"""
            SELECT e."Id", -"KnowledgeSearch".rank AS "Rank" FROM "KnowledgeSearch" JOIN "KnowledgeEntry" e ON e.rowid = "KnowledgeSearch".rowid
            WHERE "KnowledgeSearch" MATCH {match}
            ORDER BY "KnowledgeSearch".rank, e."Id" LIMIT {limit}
            """).ToListAsync(cancel);
        return [.. hits.Select(hit => hit with { Rank = hit.Rank / (1 + hit.Rank) })];   // bm25 has no upper end
    }

    private static async Task<string?> AllOfAsync(CosmoContext db, string index, string text, CancellationToken cancel)
    {
        if (SearchQuery.Terms(text) is not { Count: > 0 } terms)
            return null;
        var last = await BeginsAsync(db, index, terms[^1], cancel);
        return string.Join(" AND ", terms.SkipLast(1).Select(Quote).Append(last));
    }

    // The last word may be half typed. FTS5 puts the rows of all words with a beginning together before it gives the first; asked
    // for the words themselves it walks back from the newest row and stops, however many rows there are.
    private static async Task<string> BeginsAsync(CosmoContext db, string index, string[] term, CancellationToken cancel)
    {
        var words = term is [var start] ? await WordsAsync(db, index, start, cancel) : [];
        return words.Count is 0 or > MostWords ? Quote(term) + "*" : $"({string.Join(" OR ", words.Select(word => Quote([word])))})";
    }

    // From each word straight to the next one: no letter comes before U+0001, none after U+10FFFF.
    private static async Task<List<string>> WordsAsync(CosmoContext db, string index, string start, CancellationToken cancel)
    {
        var words = SqliteSearchIndex.WordsOf(index);
#pragma warning disable EF1002 // the table is one of ours
        return await db.Database.SqlQueryRaw<string>(
            $$"""
            WITH RECURSIVE found(term) AS (
                SELECT * FROM (SELECT term FROM "{{words}}" WHERE term >= {0} LIMIT 1)
                UNION ALL
                SELECT (SELECT w.term FROM "{{words}}" w WHERE w.term >= found.term || char(1) LIMIT 1) FROM found WHERE found.term < {0} || char(0x10FFFF)
            )
            SELECT term AS "Value" FROM found WHERE term < {0} || char(0x10FFFF) LIMIT {1}
            """,
            start, MostWords + 1).ToListAsync(cancel);
#pragma warning restore EF1002
    }

    // Raw text is FTS5's query language and throws on a lone quote or dash; a quoted string is only a string.
    private static string Quote(string[] term) => $"\"{string.Join(' ', term).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
