namespace Cosmo.Core.Storage;

/// <summary>
/// The full-text index in PostgreSQL: a generated column per searched table and a GIN index on it. PostgreSQL keeps both up to date
/// itself and drops neither unasked, so there is nothing to repair.
/// </summary>
internal static class PostgresSearchIndex
{
    private static readonly string[] Tables = ["Message", "KnowledgeEntry", "Contact"];

    public static IEnumerable<string> Create() => Tables.SelectMany(table => new[]
    {
        // 'simple': the terms are folded already, and the words of many languages share a column.
        $"""ALTER TABLE "{table}" ADD COLUMN "SearchVector" tsvector GENERATED ALWAYS AS (to_tsvector('simple', "SearchTerms")) STORED""",
        $"""CREATE INDEX "IX_{table}_SearchVector" ON "{table}" USING gin ("SearchVector")""",
    });

    public static IEnumerable<string> Drop() => Tables.Select(table => $"""ALTER TABLE "{table}" DROP COLUMN "SearchVector" """);
}
