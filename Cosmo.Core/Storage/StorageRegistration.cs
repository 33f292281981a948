using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Storage;

/// <summary>What the storage brings.</summary>
public static class StorageRegistration
{
    /// <summary>Registers <see cref="IDbContextFactory{TContext}"/> of <see cref="CosmoContext"/> for the configured database.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<IValidateOptions<DataOptions>, DataOptionsValidator>();
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateOnStart();
        services.AddOptions<DataOptions>().BindConfiguration("Data").ValidateOnStart();

        services.AddSingleton(provider => DatabaseAddress.From(
            provider.GetRequiredService<IOptions<StorageOptions>>(), provider.GetRequiredService<IOptions<DataOptions>>()));
        services.AddPooledDbContextFactory<SqliteContext>((provider, db) => provider.GetRequiredService<DatabaseAddress>().Configure(db));
        services.AddPooledDbContextFactory<PostgresContext>((provider, db) => provider.GetRequiredService<DatabaseAddress>().Configure(db));
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton<DataFolderLock>();
        services.AddDataProtection().SetApplicationName("Cosmo");   // not the folder's name: a moved program reads its old cookies
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, ProtectionKeyRing>();
        services.AddSingleton(provider => TextSearch.On(
            provider.GetRequiredService<DatabaseAddress>().Provider, provider.GetRequiredService<IDbContextFactory<CosmoContext>>()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDbContextFactory<CosmoContext>, CosmoContextFactory>();
        // ASP.NET Identity's stores ask for a context of their own scope.
        return services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContext());
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
