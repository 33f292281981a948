using System.Data.Common;

namespace Cosmo.Core.Storage;

/// <summary>
/// The full-text index in SQLite: an FTS5 table per searched table, which reads the searched column where it is (external
/// content by rowid) and is kept up to date by triggers, with a view of its words beside it. Rebuilding a table in a migration drops its triggers without a
/// word, so <see cref="RepairAsync"/> looks after them at each start.
/// </summary>
internal static class SqliteSearchIndex
{
    // Marks of scripts such as Devanagari belong to the word; what Latin accents there were, SearchText.Fold took away.
    private const string Tokenizer = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'";

    public static readonly (string Table, string Index)[] Indexes = [("Message", "MessageSearch"), ("KnowledgeEntry", "KnowledgeSearch"), ("Contact", "ContactSearch")];

    /// <summary>The table of the words that stand in an index, in their order: a row for each place in which a word stands.</summary>
    public static string WordsOf(string index) => $"{index}Words";

    /// <summary>Everything the index is made of, as statements that change nothing when it is whole already.</summary>
    public static IEnumerable<string> Create() => Indexes.SelectMany(i => new[] { Table(i.Table, i.Index), Words(i.Index) }.Concat(Triggers(i.Table, i.Index).Values));

    /// <summary>Reads every row into the indexes again.</summary>
    public static IEnumerable<string> Rebuild() => Indexes.Select(i => $"""INSERT INTO "{i.Index}"("{i.Index}") VALUES('rebuild')""");

    /// <summary>Takes the index away.</summary>
    public static IEnumerable<string> Drop() => Indexes.SelectMany(i =>
        Triggers(i.Table, i.Index).Keys.Select(name => $"""DROP TRIGGER IF EXISTS "{name}" """).Concat([$"""DROP TABLE IF EXISTS "{WordsOf(i.Index)}" """, $"""DROP TABLE IF EXISTS "{i.Index}" """]));

    /// <summary>Makes anew what is missing or different and reads all rows in again.</summary>
    /// <returns>The names of what had to be made anew; empty when the index was whole.</returns>
    public static async Task<IReadOnlyList<string>> RepairAsync(DbConnection connection, CancellationToken cancel)
    {
        var present = new Dictionary<string, string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR (type = 'table' AND (name LIKE '%Search' OR name LIKE '%SearchWords'))";
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                present[rows.GetString(0)] = rows.GetString(1);
        }

        var wanted = Indexes.SelectMany(i => Triggers(i.Table, i.Index)).ToList();
        var missing = wanted.Where(t => !present.TryGetValue(t.Key, out var sql) || !t.Value.EndsWith(sql[sql.IndexOf('"', StringComparison.Ordinal)..], StringComparison.Ordinal))
            .Select(t => t.Key)
            .Concat(Indexes.Where(i => !present.ContainsKey(i.Index)).Select(i => i.Index))
            .ToList();
        if (missing.Count == 0)
        {
            // They hold nothing themselves, so there is nothing to read in.
            foreach (var (_, index) in Indexes.Where(i => !present.ContainsKey(WordsOf(i.Index))))
                await ExecuteAsync(connection, null, Words(index), cancel);
            return missing;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var sql in wanted.Select(t => $"""DROP TRIGGER IF EXISTS "{t.Key}" """).Concat(Create()).Concat(Rebuild()))
            await ExecuteAsync(connection, transaction, sql, cancel);
        await transaction.CommitAsync(cancel);
        return missing;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Table(string table, string index) =>
        $"""CREATE VIRTUAL TABLE IF NOT EXISTS "{index}" USING fts5("SearchTerms", content='{table}', tokenize="{Tokenizer}")""";

    private static string Words(string index) =>
        $"""CREATE VIRTUAL TABLE IF NOT EXISTS "{WordsOf(index)}" USING fts5vocab('{index}', 'instance')""";

    private static Dictionary<string, string> Triggers(string table, string index)
    {
        var add = $"""INSERT INTO "{index}"(rowid, "SearchTerms") VALUES (new.rowid, new."SearchTerms");""";
        var remove = $"""INSERT INTO "{index}"("{index}", rowid, "SearchTerms") VALUES ('delete', old.rowid, old."SearchTerms");""";
        return new()
        {
            [$"{index}_insert"] = $"""CREATE TRIGGER IF NOT EXISTS "{index}_insert" AFTER INSERT ON "{table}" BEGIN {add} END""",
            [$"{index}_delete"] = $"""CREATE TRIGGER IF NOT EXISTS "{index}_delete" AFTER DELETE ON "{table}" BEGIN {remove} END""",
            // Only when the terms change: a delivery report must not cost a new index entry.
            [$"{index}_update"] = $"""CREATE TRIGGER IF NOT EXISTS "{index}_update" AFTER UPDATE OF "SearchTerms" ON "{table}" BEGIN {remove} {add} END""",
        };
    }
}
