namespace Cosmo.Bench.Servers;

/// <summary>A temporary folder that goes when it is no longer needed.</summary>
internal sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("cosmo-bench-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
