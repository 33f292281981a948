using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Storage;

/// <summary>Searches with PostgreSQL's tsvector.</summary>
internal sealed class PostgresTextSearch(IDbContextFactory<CosmoContext> contexts) : ITextSearch
{
    public async Task<IReadOnlyList<Guid>> MessagesAsync(string text, Guid? conversationId, int limit, CancellationToken cancel = default)
    {
        if (AllOf(text) is not { } query)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = conversationId is { } id
            ? db.Database.SqlQuery<Guid>($"""
                SELECT "Id" AS "Value" FROM "Message"
                WHERE "SearchVector" @@ to_tsquery('simple', {query}) AND "ConversationId" = {id} ORDER BY "At" DESC, "Id" DESC LIMIT {limit}
                """)
            : db.Database.SqlQuery<Guid>($"""
                SELECT "Id" AS "Value" FROM "Message"
                WHERE "SearchVector" @@ to_tsquery('simple', {query}) ORDER BY "At" DESC, "Id" DESC LIMIT {limit}
                """);
        return await found.ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Guid>> ContactsAsync(string text, int limit, CancellationToken cancel = default)
    {
        if (AllOf(text) is not { } query)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Database.SqlQuery<Guid>($"""
            SELECT "Id" AS "Value" FROM "Contact"
            WHERE "SearchVector" @@ to_tsquery('simple', {query}) ORDER BY "CreatedAt" DESC, "Id" DESC LIMIT {limit}
            """).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<SearchHit>> KnowledgeAsync(string text, int limit, CancellationToken cancel = default)
    {
        if (AllOf(text) is not { } query)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // 1 divides by the logarithm of the length, 32 brings the rank below 1.
        return await db.Database.SqlQuery<SearchHit>($"""
            SELECT "Id", ts_rank("SearchVector", to_tsquery('simple', {query}), 1 | 32)::float8 AS "Rank" FROM "KnowledgeEntry"
            WHERE "SearchVector" @@ to_tsquery('simple', {query})
            ORDER BY "Rank" DESC, "Id" LIMIT {limit}
            """).ToListAsync(cancel);
    }

    private static string? AllOf(string text)
    {
        var terms = SearchQuery.Terms(text);
        return terms.Count == 0 ? null : string.Join(" & ", terms.Select((term, i) => Phrase(term, i == terms.Count - 1 ? ":*" : "")));
    }

    // Quoted, so that nothing in it is an operator of to_tsquery.
    private static string Phrase(string[] term, string ending) =>
        $"({string.Join(" <-> ", term.Select(piece => $"'{piece.Replace("'", "''", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal)}'"))}{ending})";
}
