using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Storage;

/// <summary>Chooses the search that belongs to the database.</summary>
public static class TextSearch
{
    /// <summary>The search on this provider's index.</summary>
    public static ITextSearch On(StorageProvider provider, IDbContextFactory<CosmoContext> contexts) => provider switch
    {
        StorageProvider.Sqlite => new SqliteTextSearch(contexts),
        StorageProvider.Postgres => new PostgresTextSearch(contexts),
        _ => throw new NotSupportedException($"No search for {provider}."),
    };
}
