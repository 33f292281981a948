using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Storage;

/// <summary>Which database this program has: the settings, worked out.</summary>
public sealed record DatabaseAddress(StorageProvider Provider, string ConnectionString)
{
    /// <summary>Reads the settings; without a connection string SQLite's file is <c>cosmo.db</c> in the data directory.</summary>
    public static DatabaseAddress From(IOptions<StorageOptions> storage, IOptions<DataOptions> data)
    {
        var given = storage.Value.ConnectionString;
        return storage.Value.Provider is StorageProvider.Sqlite
            ? InFile(given is { Length: > 0 } ? given : $"Data Source={Path.Combine(data.Value.FullPath, "cosmo.db")}")
            : new(StorageProvider.Postgres, given ?? "");
    }

    /// <summary>SQLite's file; set for SQLite only.</summary>
    public string File => Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    /// <summary>The folder of SQLite's file.</summary>
    public string Folder => Path.GetDirectoryName(File) ?? throw new InvalidOperationException($"{File} is no file.");

    /// <summary>Points a context at this database.</summary>
    internal void Configure(DbContextOptionsBuilder db)
    {
        if (Provider is StorageProvider.Sqlite)
            UseSqlite(db);
        else
            UsePostgres(db);
        // Counts that stop at a limit need no order.
        db.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
    }

    // Methods of their own: one that names both makes the runtime load the libraries of both.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void UseSqlite(DbContextOptionsBuilder db) => db.UseSqlite(ConnectionString).AddInterceptors(Pragmas, KeptConnections.Of(ConnectionString))
        // A copy is taken before each update, and one that was killed begins again from it: nobody has to mend anything by hand.
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void UsePostgres(DbContextOptionsBuilder db) => db.UseNpgsql(ConnectionString);

    private static readonly SqlitePragmas Pragmas = new();

    private static DatabaseAddress InFile(string connection)
    {
        var builder = new SqliteConnectionStringBuilder(connection);
        if (builder.DefaultTimeout == 30)
            builder.DefaultTimeout = 5;   // seconds that a write waits for another one; the default blocks its thread for 30
        return new(StorageProvider.Sqlite, builder.ToString());
    }
}
