using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Settings;

/// <summary>What an administrator chose in the pages.</summary>
public sealed class SettingsStore(IDbContextFactory<CosmoContext> contexts, Changes changes)
{
    /// <summary>What the business is called where nobody has said.</summary>
    public const string UnnamedBusiness = "Cosmo";

    internal const string BusinessNameKey = "Business:Name";

    /// <summary>The name that customers know the business by.</summary>
    public async Task<string> BusinessNameAsync(CancellationToken cancel = default) =>
        await FindAsync(BusinessNameKey, cancel) ?? UnnamedBusiness;

    public Task NameBusinessAsync(string name, CancellationToken cancel = default) => KeepAsync(BusinessNameKey, name.Trim(), cancel);

    /// <summary>One value by its key; null when nobody has set it.</summary>
    public async Task<string?> FindAsync(string key, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Setting>().Where(s => s.Key == key).Select(s => s.Value).FirstOrDefaultAsync(cancel);
    }

    public Task KeepAsync(string key, string value, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await change.Db.Set<Setting>().FindAsync([key], cancel) is { } setting)
                setting.Value = value;
            else
                change.Db.Add(new Setting { Key = key, Value = value });
        },
        cancel);
}

public static class SettingsRegistration
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services.AddSingleton<SettingsStore>();
}
