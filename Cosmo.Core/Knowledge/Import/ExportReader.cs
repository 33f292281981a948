using System.IO.Compression;
using System.Text.Json;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Reads what <see cref="KnowledgeExport"/> wrote.</summary>
internal static class ExportReader
{
    /// <summary>Reads the archive.</summary>
    /// <exception cref="UnreadableException">It is no export.</exception>
    public static IReadOnlyList<ImportedPart> Read(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        if (archive.GetEntry(KnowledgeExport.JsonName) is not { } entry)
            throw UnreadableException.UnknownKind;
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Read(EncodedText.OfFile(copy.ToArray()));
    }

    /// <summary>Reads the entries themselves.</summary>
    /// <exception cref="UnreadableException">They are no export.</exception>
    public static IReadOnlyList<ImportedPart> Read(string json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<List<ExportedEntry?>>(json, KnowledgeExport.Json) ?? []).OfType<ExportedEntry>().Where(e => e is { Question: { }, Answer: { } }).Select(Part).DistinctBy(p => p.Key)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw UnreadableException.Unreadable;
        }
    }

    private static ImportedPart Part(ExportedEntry entry)
    {
        var hidden = new HiddenText();
        return new(entry.Id.ToString(), entry.Kind, hidden.Clean(entry.Question), hidden.Clean(entry.Answer))
        {
            Variants = [.. (entry.Variants ?? []).Select(hidden.Clean)],
            Language = entry.Language,
            Category = entry.Category,
            Hidden = hidden.Found,
            WasPublished = entry.Published,
            IsTeamOnly = entry.TeamOnly,
            ExpiresAt = entry.ExpiresAt,
        };
    }
}
