using System.Globalization;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Reads one page or one file of a source, outside any transaction, and writes down what a person will choose from.</summary>
internal sealed class ImportWork(PageFetcher fetcher) : IExternalWorkHandler
{
    /// <summary>Links followed from where the reading began.</summary>
    private const int Deepest = 3;

    private const int MostTries = 3;

    /// <summary>Body: source, reading, page; without a page the source's file is read.</summary>
    public static readonly WorkKind Read = WorkKind.External("knowledge.import", mostAttempts: 4);

    public WorkKind Kind => Read;

    public static NewWork Of(KnowledgeSource source, Guid? pageId) => new(
        Read, $"import:{source.Id}", string.Create(CultureInfo.InvariantCulture, $"{source.Id} {source.Reading}{(pageId is { } page ? $" {page}" : "")}"));

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        if (await FindAsync(change, item) is not ({ } source, var page))
            return ExternalStep.Ends(WorkOutcome.Done);
        if (page is not null)
        {
            var address = new Uri(page.Address);
            return ExternalStep.Calls(async () =>
            {
                var read = await TryAsync(async () => await PageAsync(address));
                return later => RecordAsync(later, item, read);
            });
        }

        if (await change.Db.Set<ImportFile>().AsNoTracking().FirstOrDefaultAsync(f => f.SourceId == source.Id) is not { } file)
            return ExternalStep.Ends(WorkOutcome.Done);
        return ExternalStep.Calls(async () =>
        {
            // Reading a file takes a processor, not a connection: other calls go on beside it.
            var read = await TryAsync(() => Task.Run(() => (FileReader.Read(source.Address, file.Bytes), (IReadOnlyList<Uri>)[])));
            return later => RecordAsync(later, item, read);
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    public async Task GiveUpAsync(Change change, WorkItem item)
    {
        if (await FindAsync(change, item) is ({ } source, var page))
            await FailAsync(change, source, page, "unreadable");
    }

    private async Task<(IReadOnlyList<ImportedPart> Parts, IReadOnlyList<Uri> Links)> PageAsync(Uri address)
    {
        var fetched = await fetcher.ReadAsync(address);
        var page = await Task.Run(() => HtmlReader.Read(fetched.Html, fetched.Address));
        var parts = PartSplitter.Split(page.Markdown, page.Title.Length > 0 ? page.Title : address.Host, address.PathAndQuery, page.Hidden);
        return ([.. parts.Select(p => p with { Language = page.Language })], page.Links);
    }

    private static async Task<Reading> TryAsync(Func<Task<(IReadOnlyList<ImportedPart> Parts, IReadOnlyList<Uri> Links)>> read)
    {
        try
        {
            var (parts, links) = await read();
            return new(parts, links, null);
        }
        catch (UnreadableException fault)
        {
            return new([], [], fault);
        }
    }

    private static async Task<WorkOutcome> RecordAsync(Change change, WorkItem item, Reading read)
    {
        if (await FindAsync(change, item) is not ({ } source, var page))
            return WorkOutcome.Done;
        change.Tell(Topic.Knowledge);
        if (read.Fault is { } fault)
        {
            if (fault.Again && item.Attempts < MostTries - 1)
                return WorkOutcome.RetryAt(change.Now + TimeSpan.FromSeconds(5 * (item.Attempts + 1)), fault.Key);
            await FailAsync(change, source, page, fault.Key);
            return WorkOutcome.Done;
        }

        page?.Read();
        await ImportComparison.AddAsync(change, source, read.Parts);
        if (page is not null && source.Kind is SourceKind.Site)
            await FollowAsync(change, source, page, read.Links);
        await FinishAsync(change, source);
        return WorkOutcome.Done;
    }

    private static async Task FollowAsync(Change change, KnowledgeSource source, ImportPage page, IReadOnlyList<Uri> links)
    {
        var known = (await change.Db.Set<ImportPage>().Where(p => p.SourceId == source.Id).Select(p => p.Address).ToListAsync()).ToHashSet();
        foreach (var link in links.Select(l => l.AbsoluteUri).Where(l => l.Length <= KnowledgeSource.LongestAddress))
        {
            if (known.Contains(link))
                continue;
            if (page.Depth >= Deepest || known.Count >= source.MostPages)
            {
                page.LeaveLinks();
                return;
            }

            known.Add(link);
            var next = new ImportPage { SourceId = source.Id, Address = link, Depth = page.Depth + 1 };
            change.Db.Add(next);
            change.Add(Of(source, next.Id));
        }
    }

    // Where the reading began has to be readable; a broken page further on costs only itself.
    private static async Task FailAsync(Change change, KnowledgeSource source, ImportPage? page, string fault)
    {
        page?.Fail(fault);
        if (page is null || page.Depth == 0)
            source.Fail(fault, change.Now);
        else
            await FinishAsync(change, source);
        await change.Db.Set<ImportFile>().Where(f => f.SourceId == source.Id).ExecuteDeleteAsync();
        change.Tell(Topic.Knowledge);
    }

    private static async Task FinishAsync(Change change, KnowledgeSource source)
    {
        await change.Db.SaveChangesAsync();
        if (await change.Db.Set<ImportPage>().AnyAsync(p => p.SourceId == source.Id && p.State == ImportPageState.Waiting))
            return;
        await ImportComparison.FindGoneAsync(change, source);
        await change.Db.Set<ImportFile>().Where(f => f.SourceId == source.Id).ExecuteDeleteAsync();
        source.Finish(change.Now);
    }

    // What belongs to an older reading is nobody's any more.
    private static async Task<(KnowledgeSource? Source, ImportPage? Page)> FindAsync(Change change, WorkItem item)
    {
        var body = item.Body.Split(' ');
        if (await change.Db.Set<KnowledgeSource>().FindAsync(Guid.Parse(body[0])) is not { State: SourceState.Reading } source
            || source.Reading != int.Parse(body[1], CultureInfo.InvariantCulture))
            return default;
        if (body.Length < 3)
            return (source, null);
        return await change.Db.Set<ImportPage>().FindAsync(Guid.Parse(body[2])) is { State: ImportPageState.Waiting } page ? (source, page) : default;
    }

    private sealed record Reading(IReadOnlyList<ImportedPart> Parts, IReadOnlyList<Uri> Links, UnreadableException? Fault);
}
