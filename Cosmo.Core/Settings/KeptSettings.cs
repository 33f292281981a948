using Cosmo.Core.Work;

namespace Cosmo.Core.Settings;

/// <summary>Settings that belong to a change that decides more than them.</summary>
internal static class KeptSettings
{
    /// <summary>Keeps a value under a key; an empty one means that nothing is chosen any more.</summary>
    public static async Task KeepAsync(Change change, string key, string value, CancellationToken cancel)
    {
        var setting = await change.Db.Set<Setting>().FindAsync([key], cancel);
        if (value.Length == 0)
        {
            if (setting is not null)
                change.Db.Remove(setting);
        }
        else if (setting is not null)
            setting.Value = value;
        else
            change.Db.Add(new Setting { Key = key, Value = value });
    }
}
