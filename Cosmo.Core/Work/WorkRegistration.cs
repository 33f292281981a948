using Cosmo.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Work;

public static class WorkRegistration
{
    /// <summary>Registers the durable queue; handlers are added by the features with <see cref="AddWork{T}"/>.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services) => services
        .AddSingleton<WriteGate>()
        .AddSingleton<WorkSignal>()
        .AddSingleton<SingleNode>()
        .AddSingleton<PostgresLink>()
        .AddSingleton<INodeLink>(p => UsesPostgres(p) ? p.GetRequiredService<PostgresLink>() : p.GetRequiredService<SingleNode>())
        .AddSingleton<Changes>()
        .AddSingleton<WorkIntake>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<WorkEngine>()
        .AddSingleton<WorkSweeper>();

    /// <summary>Lets the queue run: takes in, does what is due, sweeps, hears other nodes.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services) => services
        .AddHostedService(p => p.GetRequiredService<WorkIntake>())
        .AddHostedService(p => p.GetRequiredService<WorkEngine>())
        .AddHostedService(p => p.GetRequiredService<WorkSweeper>())
        .AddHostedService<RestingMemory>()
        .AddHostedService(p => p.GetRequiredService<PostgresLink>());

    public static IServiceCollection AddWork<T>(this IServiceCollection services) where T : class, IWorkHandler =>
        services.AddSingleton<IWorkHandler, T>();

    public static IServiceCollection AddExternalWork<T>(this IServiceCollection services) where T : class, IExternalWorkHandler =>
        services.AddSingleton<IExternalWorkHandler, T>();

    private static bool UsesPostgres(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<StorageOptions>>().Value.Provider is StorageProvider.Postgres;
}
