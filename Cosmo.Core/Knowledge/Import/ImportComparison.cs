using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Holds what a source says against what was taken from it before.</summary>
internal static class ImportComparison
{
    /// <summary>Writes down what was read, each piece with what it changes.</summary>
    public static async Task AddAsync(Change change, KnowledgeSource source, IReadOnlyList<ImportedPart> parts)
    {
        var known = await change.Db.Set<KnowledgeEntry>().Where(e => e.SourceId == source.Id).ToListAsync();
        var byKey = known.Where(e => e.SourceKey is not null).GroupBy(e => e.SourceKey!).ToDictionary(g => g.Key, g => g.First());
        var items = change.Db.Set<ImportItem>();
        var position = await items.Where(i => i.SourceId == source.Id).CountAsync();
        foreach (var part in parts)
        {
            var item = new ImportItem
            {
                SourceId = source.Id,
                Key = Cut(part.Key, KnowledgeSource.LongestKey),
                Position = position++,
                Kind = part.Kind,
                Question = Cut(part.Question.Trim(), KnowledgeEntry.LongestQuestion),
                Variants = string.Join('\n', part.Variants.Where(v => v.Length <= KnowledgeEntry.LongestQuestion).Take(KnowledgeEntry.MostVariants)),
                Answer = Cut(part.Answer.Trim(), KnowledgeText.Longest(part.Kind)),
                Language = part.Language is { Length: > 0 and <= 8 } own ? own : source.Language,
                Category = Cut((part.Category ?? source.Category).Trim(), KnowledgeEntry.LongestCategory),
                Hidden = part.Hidden,
                WasPublished = part.WasPublished,
                IsTeamOnly = part.IsTeamOnly,
                ExpiresAt = part.ExpiresAt,
            };
            await CompareAsync(change, item, part, byKey.GetValueOrDefault(item.Key));
            items.Add(item);
        }
    }

    /// <summary>
    /// What was taken from the source before, and is there no longer. Pages that could not be read say nothing of it, nor do those
    /// that a site has beyond the most that are read: there, only what a page that was read no longer says is gone.
    /// </summary>
    public static async Task FindGoneAsync(Change change, KnowledgeSource source)
    {
        var pages = await change.Db.Set<ImportPage>().Where(p => p.SourceId == source.Id).ToListAsync();
        if (pages.Exists(p => p.State is ImportPageState.Failed))
            return;
        var inPart = pages.Exists(p => p.State is ImportPageState.ReadInPart);
        var read = pages.Select(p => Place(new Uri(p.Address))).ToHashSet();
        var items = await change.Db.Set<ImportItem>().Where(i => i.SourceId == source.Id).Select(i => i.Key).ToListAsync();
        var position = items.Count;
        foreach (var entry in await change.Db.Set<KnowledgeEntry>().Where(e => e.SourceId == source.Id && !items.Contains(e.SourceKey!)).ToListAsync())
        {
            if (inPart && !read.Contains(Place(entry.SourceKey!)))
                continue;
            change.Db.Add(new ImportItem
            {
                SourceId = source.Id,
                Key = entry.SourceKey!,
                Position = position++,
                Kind = entry.Kind,
                Question = entry.Question,
                Variants = entry.Variants,
                Answer = entry.Answer,
                Language = entry.Language,
                Category = entry.Category,
                Change = ImportChange.Gone,
                EntryId = entry.Id,
            });
        }
    }

    // A piece's key begins with the page that it stands on (PartSplitter), up to the mark of the place in it.
    private static string Place(Uri page) => Place(Cut(page.PathAndQuery, KnowledgeSource.LongestKey - 5));

    private static string Place(string key) => key.IndexOf('#', StringComparison.Ordinal) is var end and >= 0 ? key[..end] : key;

    private static async Task CompareAsync(Change change, ImportItem item, ImportedPart part, KnowledgeEntry? entry)
    {
        // An export names the entries themselves.
        if (entry is null && part.WasPublished is { } published && Guid.TryParse(part.Key, out var id) && await change.Db.Set<KnowledgeEntry>().FindAsync(id) is { } exported)
        {
            item.EntryId = id;
            item.Change = Same(exported.Text, item.Text(published)) ? ImportChange.Same : ImportChange.Changed;
        }
        else if (entry is not null)
        {
            item.EntryId = entry.Id;
            // A correction that was made here is not undone by a source that says what it always said.
            item.Change = entry.SourceHash == item.Hash ? ImportChange.Same : ImportChange.Changed;
        }
    }

    private static bool Same(KnowledgeText one, KnowledgeText other) => one with { Variants = [] } == other with { Variants = [] } && one.Variants.SequenceEqual(other.Variants);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
