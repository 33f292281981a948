using System.IO.Compression;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Reads a file that somebody chose, as what its name and its first bytes say it is.</summary>
internal static class FileReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    /// <summary>Most bytes that an archive may unpack to.</summary>
    public const long LargestUnpacked = 60L * 1024 * 1024;

    private const int MostParts = 5000;
    private const int MostInArchive = 2000;

    /// <summary>Endings of the names of files that can be read.</summary>
    public static readonly IReadOnlyList<string> Kinds = [".csv", ".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pdf", ".zip", ".json"];

    /// <summary>Reads it.</summary>
    /// <exception cref="UnreadableException">It cannot be read, and why.</exception>
    public static IReadOnlyList<ImportedPart> Read(string name, byte[] bytes)
    {
        if (bytes.Length > LargestFile)
            throw UnreadableException.TooLarge;
        var title = Path.GetFileNameWithoutExtension(name).Replace('_', ' ').Replace('-', ' ');
        var parts = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => CsvReading.Read(EncodedText.OfFile(bytes)),
            ".md" or ".markdown" or ".txt" => Text(EncodedText.OfFile(bytes), title),
            ".html" or ".htm" => Page(EncodedText.OfPage(bytes, null), title),
            ".docx" => DocxReader.Read(Checked(bytes), title),
            ".pdf" => PdfReader.Read(bytes, title),
            ".zip" => ExportReader.Read(Checked(bytes)),
            ".json" => ExportReader.Read(EncodedText.OfFile(bytes)),
            _ => throw UnreadableException.UnknownKind,
        };
        return parts.Count switch
        {
            0 => throw UnreadableException.NoText,
            > MostParts => throw UnreadableException.TooLarge,
            _ => parts,
        };
    }

    /// <summary>A text in Markdown, or without any marks: then its paragraphs are as they are.</summary>
    internal static IReadOnlyList<ImportedPart> Text(string text, string title, string? alreadyHidden = null)
    {
        var hidden = new HiddenText();
        if (alreadyHidden is not null)
            hidden.Add(alreadyHidden);
        var clean = hidden.Clean(MarkdownComments.Strip(text.ReplaceLineEndings("\n"), hidden));
        return PartSplitter.Split(clean, title, "", hidden.Found);
    }

    private static IReadOnlyList<ImportedPart> Page(string html, string title)
    {
        var page = HtmlReader.Read(html, new("https://file.invalid/"));
        return [.. PartSplitter.Split(page.Markdown, page.Title.Length > 0 ? page.Title : title, "", page.Hidden).Select(p => p with { Language = page.Language })];
    }

    // What an archive says of its contents is counted before any of it is unpacked; the readers count again as they unpack.
    private static byte[] Checked(byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostInArchive || archive.Entries.Sum(e => (double)e.Length) > LargestUnpacked)
                throw UnreadableException.Bomb;
            // A length that lies is found by unpacking up to the limit.
            var (buffer, unpacked) = (new byte[64 * 1024], 0L);
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                for (int count; (count = stream.Read(buffer)) > 0;)
                {
                    if ((unpacked += count) > LargestUnpacked)
                        throw UnreadableException.Bomb;
                }
            }

            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw UnreadableException.Unreadable;
        }
    }
}
