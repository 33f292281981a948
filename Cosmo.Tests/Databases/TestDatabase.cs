using Cosmo.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cosmo.Tests;

/// <summary>
/// A real database of one test, as the program makes it: migrated once per run by the program's own start, then copied. Gone when disposed.
/// </summary>
public sealed class TestDatabase : IDbContextFactory<CosmoContext>, IAsyncDisposable
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("cosmo-tests-").FullName;
    private static readonly Lazy<Task<DatabaseAddress>> SqliteTemplate = new(() => MigratedAsync(InFile("template")));
    private static readonly Lazy<Task<DatabaseAddress>> PostgresTemplate = new(() => MigratedAsync(OnServer("template_cosmo")));
    private readonly Func<CosmoContext> _create;

    static TestDatabase() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    private TestDatabase(DatabaseAddress address, IReadOnlyCollection<IInterceptor> interceptors)
    {
        Address = address;
        _create = address.Provider is StorageProvider.Sqlite
            ? Contexts<SqliteContext>(interceptors, options => new SqliteContext(options))
            : Contexts<PostgresContext>(interceptors, options => new PostgresContext(options));
    }

    /// <summary>Where it is, for what needs the connection string.</summary>
    public DatabaseAddress Address { get; }

    public StorageProvider Provider => Address.Provider;

    /// <summary>A new database with the program's tables and nothing in them.</summary>
    /// <param name="provider">On which database.</param>
    /// <param name="interceptors">Put into every context, to watch commands or to let them fail.</param>
    public static async Task<TestDatabase> CreateAsync(StorageProvider provider, params IReadOnlyCollection<IInterceptor> interceptors)
    {
        var made = Unmigrated(provider, interceptors);
        if (provider is StorageProvider.Sqlite)
        {
            File.Copy((await SqliteTemplate.Value).File, made.Address.File);
        }
        else
        {
            await PostgresTemplate.Value;
            await PostgresCluster.Running.ExecuteAsync($"CREATE DATABASE {NameOf(made.Address)} TEMPLATE template_cosmo");
        }

        return made;
    }

    /// <summary>The address of a database that does not exist yet, for tests of the start itself.</summary>
    public static TestDatabase Unmigrated(StorageProvider provider, params IReadOnlyCollection<IInterceptor> interceptors)
    {
        var name = $"t{Guid.CreateVersion7():N}";
        return new(provider is StorageProvider.Sqlite ? InFile(name) : OnServer(name), interceptors);
    }

    public CosmoContext CreateDbContext() => _create();

    /// <summary>The program's start on this database.</summary>
    public DatabaseStartup Startup() => new(this, Address, TimeProvider.System, NullLogger<DatabaseStartup>.Instance);

    public async ValueTask DisposeAsync()
    {
        ClearPool(Address);
        if (Provider is StorageProvider.Sqlite)
            await DeletedAsync(Address.Folder);
        else
            await PostgresCluster.Running.ExecuteAsync($"DROP DATABASE IF EXISTS {NameOf(Address)} WITH (FORCE)");
    }

    // A reader that is only now closing puts its shared memory back beside the file while the folder is emptied.
    private static Task DeletedAsync(string folder) => Eventually.SeeAsync("the database's folder is gone", () =>
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return false;
        }

        return true;
    });

    private static async Task<DatabaseAddress> MigratedAsync(DatabaseAddress address)
    {
        var template = new TestDatabase(address, []);
        await template.Startup().PrepareAsync();
        // Closing the last connection empties SQLite's write-ahead log into the file, and PostgreSQL copies no database in use.
        ClearPool(address);
        return address;
    }

    private static void ClearPool(DatabaseAddress address)
    {
        if (address.Provider is StorageProvider.Sqlite)
        {
            KeptConnections.Clear(address.ConnectionString);
            using var connection = new SqliteConnection(address.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new NpgsqlConnection(address.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private Func<CosmoContext> Contexts<T>(IReadOnlyCollection<IInterceptor> interceptors, Func<DbContextOptions<T>, CosmoContext> make)
        where T : CosmoContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        Address.Configure(builder);
        var options = builder.AddInterceptors(interceptors).EnableSensitiveDataLogging().Options;
        return () => make(options);
    }

    private static DatabaseAddress InFile(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name));
        return new(StorageProvider.Sqlite, $"Data Source={Path.Combine(folder.FullName, "cosmo.db")};Default Timeout=5");
    }

    private static DatabaseAddress OnServer(string name) => new(StorageProvider.Postgres, PostgresCluster.Running.ConnectionString(name));

    private static string NameOf(DatabaseAddress address) => new NpgsqlConnectionStringBuilder(address.ConnectionString).Database
        ?? throw new InvalidOperationException("A test database has a name.");
}
