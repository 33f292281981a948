namespace Cosmo.Core.Storage;

/// <summary>Tells whether a folder is on a file system that does not keep SQLite's locks (sqlite.org/howtocorrupt.html).</summary>
internal static class NetworkFolder
{
    private static readonly string[] Doubtful = ["nfs", "cifs", "smb", "fuse", "9p", "afs"];

    /// <summary>The file system's name when it is a doubtful one, else null. Other systems than Linux are not looked at.</summary>
    public static string? KindOf(string folder, string mounts = "/proc/self/mounts") =>
        File.Exists(mounts) ? KindOf(folder, File.ReadLines(mounts)) : null;

    /// <summary>As above, from the lines of a mount table: device, mount point, kind.</summary>
    public static string? KindOf(string folder, IEnumerable<string> mounts)
    {
        var path = Path.GetFullPath(folder).TrimEnd('/') + '/';
        var kind = mounts.Select(line => line.Split(' '))
            .Where(fields => fields.Length > 2)
            .Select(fields => (Point: fields[1].Replace("\\040", " ", StringComparison.Ordinal).TrimEnd('/') + '/', Kind: fields[2]))
            .Where(mount => path.StartsWith(mount.Point, StringComparison.Ordinal))
            .LastOrDefault(mount => true, ("/", ""));
        return Doubtful.Any(d => kind.Item2.StartsWith(d, StringComparison.Ordinal)) ? kind.Item2 : null;
    }
}
