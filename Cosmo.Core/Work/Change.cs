using Cosmo.Core.Live;
using Cosmo.Core.Storage;

namespace Cosmo.Core.Work;

/// <summary>One transaction on its way: what it reads and writes, what it makes due, what it will tell.</summary>
public sealed class Change(CosmoContext db, DateTimeOffset now)
{
    private readonly List<NewWork> _work = [];
    private readonly List<string> _ended = [];
    private readonly List<object> _appended = [];
    private readonly HashSet<Topic> _topics = [];
    private readonly Dictionary<(Type, Guid), object?> _read = [];

    public CosmoContext Db => db;
    public DateTimeOffset Now => now;

    internal IReadOnlyList<NewWork> Work => _work;
    internal IReadOnlyList<string> Ended => _ended;
    internal IReadOnlySet<Topic> Topics => _topics;

    /// <summary>Which workers have something to do after the commit.</summary>
    internal ReadyWork Ready { get; private set; }

    /// <summary>True when something is done in this transaction that has no row.</summary>
    internal bool HasTaken { get; private set; }

    /// <summary>True when a refusal is to be saved as well, because deciding has changed something.</summary>
    internal bool SavesRefusal { get; private set; }

    /// <summary>Makes work due with this transaction, or not at all.</summary>
    public void Add(NewWork work) => _work.Add(work);

    /// <summary>Adds a line of a history or a log, which this transaction neither reads nor changes once it is saved.</summary>
    /// <param name="line">A new entity of a kind whose lines are only ever added here.</param>
    public void Append(object line) => _appended.Add(line);

    /// <summary>Writes what was changed and appended so far; more may follow in the same transaction.</summary>
    internal async Task SaveAsync(CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        if (_appended.Count == 0)
            return;
        await AppendedRows.InsertAsync(db, _appended, cancel);
        _appended.Clear();
    }

    /// <summary>What a round of work asks for again and again is read once in it (docs/performance.md).</summary>
    /// <param name="id">Whose it is; one of a kind for each.</param>
    /// <param name="read">Reads it without tracking. No transaction that asks here changes it.</param>
    internal async ValueTask<T> OnceAsync<T>(Guid id, Func<CosmoContext, Guid, Task<T>> read)
    {
        if (!_read.TryGetValue((typeof(T), id), out var found))
            _read.Add((typeof(T), id), found = await read(db, id));
        return (T)found!;
    }

    /// <summary>Takes back what was made due: it is done now, in this transaction.</summary>
    internal NewWork Take(int at)
    {
        var work = _work[at];
        _work.RemoveAt(at);
        HasTaken = true;
        return work;
    }

    /// <summary>The head of this lane has ended with this transaction: the next one may begin.</summary>
    internal void End(string lane) => _ended.Add(lane);

    /// <summary>What was made due and what ended is written; more may follow in the same transaction.</summary>
    internal void Settled(ReadyWork ready)
    {
        Ready = Ready.And(ready);
        _work.Clear();
        _ended.Clear();
    }

    /// <summary>Work that waited is due now: every node's workers look at once.</summary>
    internal void Wake() => Ready = new(Internal: true, External: true);

    /// <summary>Open pages that show this read it again after the commit.</summary>
    public void Tell(params ReadOnlySpan<Topic> topics)
    {
        foreach (var topic in topics)
            _topics.Add(topic);
    }

    /// <summary>Keeps what was changed even though the answer is a refusal.</summary>
    public Refusal Keep(Refusal refusal)
    {
        SavesRefusal = true;
        return refusal;
    }
}
