namespace Cosmo.Core.Storage;

/// <summary>
/// Keeps a second program away from SQLite's folder for as long as this one runs: it would take the sends of the first for
/// those of a program that died, and update the tables under it. With PostgreSQL several programs are nodes of one.
/// </summary>
public sealed class DataFolderLock(DatabaseAddress address) : IDisposable
{
    private FileStream? _held;

    /// <summary>Takes the folder; the operating system lets go of it however the program ends.</summary>
    /// <exception cref="DatabaseRefusedException">Another program has it.</exception>
    public void Take()
    {
        if (address.Provider is not StorageProvider.Sqlite)
            return;
        Directory.CreateDirectory(address.Folder);
        var file = Path.Combine(address.Folder, "run.lock");
        try
        {
            _held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new DatabaseRefusedException($"Cosmo runs with the data in {address.Folder} already. Stop it, or give this one a folder of its own with the setting Data:Directory.", e);
        }
    }

    public void Dispose() => _held?.Dispose();
}
