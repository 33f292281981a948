using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>An entry as an export holds it.</summary>
public sealed record ExportedEntry(
    Guid Id, KnowledgeKind Kind, string Question, IReadOnlyList<string> Variants, string Answer, string Language, string Category,
    bool Published, bool TeamOnly, DateTimeOffset? ExpiresAt, DateTimeOffset UpdatedAt);

/// <summary>A version of an entry as an export holds it.</summary>
/// <param name="Member">Who wrote it, by name; null for what was there before versions were kept, and for who has left.</param>
public sealed record ExportedVersion(
    Guid EntryId, int Number, VersionCause Cause, string? Member, DateTimeOffset At, KnowledgeKind Kind, string Question, IReadOnlyList<string> Variants,
    string Answer, string Language, string Category, bool Published, bool TeamOnly, DateTimeOffset? ExpiresAt);

/// <summary>Everything that is known, as a file to keep or to take elsewhere.</summary>
public sealed class KnowledgeExport(IDbContextFactory<CosmoContext> contexts)
{
    internal const string JsonName = "knowledge.json";
    internal const string HistoryName = "history.json";
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>
    /// A zip archive with all entries as JSON, which can be imported again, and as CSV for people and their spreadsheets; and with their
    /// history, which is there to be kept: an import begins a history of its own.
    /// </summary>
    public async Task<byte[]> WriteAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = (await db.Set<KnowledgeEntry>().AsNoTracking().OrderBy(e => e.Id).ToListAsync(cancel)).ConvertAll(e => new ExportedEntry(
            e.Id, e.Kind, e.Question, KnowledgeEntry.VariantLines(e.Variants), e.Answer, e.Language, e.Category, e.IsPublished, e.IsTeamOnly, e.ExpiresAt, e.UpdatedAt));
        var versions = await (
            from version in db.Set<KnowledgeVersion>().AsNoTracking()
            join member in db.Set<Member>() on version.MemberId equals (Guid?)member.Id into members
            from member in members.DefaultIfEmpty()
            orderby version.EntryId, version.Number
            select new { Version = version, Member = member == null ? null : member.Name }).ToListAsync(cancel);
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var json = archive.CreateEntry(JsonName).Open())
                await JsonSerializer.SerializeAsync(json, entries, Json, cancel);
            await using (var csv = archive.CreateEntry("knowledge.csv").Open())
                await WriteCsvAsync(csv, entries);
            await using var history = archive.CreateEntry(HistoryName).Open();
            await JsonSerializer.SerializeAsync(history, versions.ConvertAll(v => Exported(v.Version, v.Member)), Json, cancel);
        }

        return file.ToArray();
    }

    private static ExportedVersion Exported(KnowledgeVersion v, string? member) => new(
        v.EntryId, v.Number, v.Cause, member, v.At, v.Kind, v.Question, KnowledgeEntry.VariantLines(v.Variants), v.Answer, v.Language, v.Category, v.IsPublished, v.IsTeamOnly, v.ExpiresAt);

    private static async Task WriteCsvAsync(Stream stream, List<ExportedEntry> entries)
    {
        // With a mark, so that spreadsheets read UTF-8; and no cell may be a formula.
        await using var csv = CsvWriter.Create(stream, new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape });
        foreach (var name in (string[])["question", "variants", "answer", "language", "category", "kind", "published", "team_only", "expires_at"])
            csv.WriteField(name);
        await csv.EndRecordAsync();
        foreach (var e in entries)
        {
            foreach (var cell in (string[])[e.Question, string.Join('\n', e.Variants), e.Answer, e.Language, e.Category, e.Kind.ToString(), e.Published ? "yes" : "no", e.TeamOnly ? "yes" : "no", e.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture) ?? ""])
                csv.WriteField(cell);
            await csv.EndRecordAsync();
        }
    }
}
