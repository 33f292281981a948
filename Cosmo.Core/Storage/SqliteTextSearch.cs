using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Storage;

/// <summary>Searches with SQLite's FTS5.</summary>
internal sealed class SqliteTextSearch(IDbContextFactory<CosmoContext> contexts) : ITextSearch
{
    public async Task<IReadOnlyList<Guid>> MessagesAsync(string text, Guid? conversationId, int limit, CancellationToken cancel = default)
    {
        if (AllOf(text) is not { } match)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
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
        if (AllOf(text) is not { } match)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Database.SqlQuery<Guid>($"""
            SELECT c."Id" AS "Value" FROM "ContactSearch" JOIN "Contact" c ON c.rowid = "ContactSearch".rowid
            WHERE "ContactSearch" MATCH {match} ORDER BY "ContactSearch".rowid DESC LIMIT {limit}
            """).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<SearchHit>> KnowledgeAsync(string text, KnowledgeScope scope, int limit, CancellationToken cancel = default)
    {
        if (AllOf(text) is not { } match)
            return [];
        var everything = scope is KnowledgeScope.Team;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var hits = await db.Database.SqlQuery<SearchHit>($"""
            SELECT e."Id", -"KnowledgeSearch".rank AS "Rank" FROM "KnowledgeSearch" JOIN "KnowledgeEntry" e ON e.rowid = "KnowledgeSearch".rowid
            WHERE "KnowledgeSearch" MATCH {match} AND ({everything} OR (e."IsPublished" AND NOT e."IsTeamOnly"))
            ORDER BY "KnowledgeSearch".rank, e."Id" LIMIT {limit}
            """).ToListAsync(cancel);
        return [.. hits.Select(hit => hit with { Rank = hit.Rank / (1 + hit.Rank) })];   // bm25 has no upper end
    }

    private static string? AllOf(string text) =>
        SearchQuery.Terms(text) is { Count: > 0 } terms ? string.Join(" AND ", terms.Select(Quote)) + "*" : null;

    // Raw text is FTS5's query language and throws on a lone quote or dash; a quoted string is only a string.
    private static string Quote(string[] term) => $"\"{string.Join(' ', term).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
