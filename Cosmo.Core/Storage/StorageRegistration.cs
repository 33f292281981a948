using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Storage;

public static class StorageRegistration
{
    /// <summary>Registers <see cref="IDbContextFactory{TContext}"/> of <see cref="CosmoContext"/> for the configured database.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<IValidateOptions<DataOptions>, DataOptionsValidator>();
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateOnStart();
        services.AddOptions<DataOptions>().BindConfiguration("Data").ValidateOnStart();

        services.AddPooledDbContextFactory<SqliteContext>((provider, db) => db.UseSqlite(SqliteConnection(provider)));
        services.AddPooledDbContextFactory<PostgresContext>((provider, db) =>
            db.UseNpgsql(provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString));
        services.AddSingleton<IDbContextFactory<CosmoContext>, CosmoContextFactory>();
        // ASP.NET Identity's stores ask for a context of their own scope.
        return services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContext());
    }

    private static string SqliteConnection(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (options.ConnectionString is { Length: > 0 } given)
            return given;
        var folder = provider.GetRequiredService<IOptions<DataOptions>>().Value.FullPath;
        Directory.CreateDirectory(folder);
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "cosmo.db") }.ToString();
    }
}

/// <summary>Hands out the context of the configured provider.</summary>
internal sealed class CosmoContextFactory(IServiceProvider provider, IOptions<StorageOptions> options) : IDbContextFactory<CosmoContext>
{
    private readonly Func<CosmoContext> _create = options.Value.Provider switch
    {
        StorageProvider.Sqlite => provider.GetRequiredService<IDbContextFactory<SqliteContext>>().CreateDbContext,
        StorageProvider.Postgres => provider.GetRequiredService<IDbContextFactory<PostgresContext>>().CreateDbContext,
        var other => throw new NotSupportedException($"No database provider for {other}."),
    };

    public CosmoContext CreateDbContext() => _create();
}
