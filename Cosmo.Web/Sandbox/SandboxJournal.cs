using System.Text;
using System.Text.Json;

namespace Cosmo.Web.Sandbox;

/// <summary>A file of JSON lines that only grows; what is in it survives a restart.</summary>
internal sealed class SandboxJournal : IDisposable
{
    private readonly FileStream? _file;
    private readonly bool _durable;

    public SandboxJournal(string? path, bool durable)
    {
        _durable = durable;
        if (path is null)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>Reads every whole line, then stands ready to append.</summary>
    public IReadOnlyList<SandboxEntry> ReadAll()
    {
        if (_file is null)
            return [];

        using var reader = new StreamReader(_file, new UTF8Encoding(false), false, 1 << 16, leaveOpen: true);
        var text = reader.ReadToEnd();
        // A process that was killed while writing leaves half a line: it was never acknowledged, so it goes.
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        _file.SetLength(Encoding.UTF8.GetByteCount(whole));
        _file.Seek(0, SeekOrigin.End);

        return [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<SandboxEntry>(line)
                ?? throw new InvalidDataException("The sandbox journal has an empty entry."))];
    }

    public void Append(IEnumerable<SandboxEntry> entries)
    {
        if (_file is null)
            return;

        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(_file, entry);
            _file.WriteByte((byte)'\n');
        }
        _file.Flush(_durable);
    }

    public void Dispose() => _file?.Dispose();
}
