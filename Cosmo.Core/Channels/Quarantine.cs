using Cosmo.Core.Live;
using Cosmo.Core.Work;

namespace Cosmo.Core.Channels;

/// <summary>Keeps what nobody could make sense of, so that a person can; nothing signed is thrown away.</summary>
internal sealed class Quarantine : IWorkHandler
{
    /// <summary>The field under which such notices are kept.</summary>
    public const string Field = "quarantine";

    private const int LongestRaw = 100_000;

    public WorkKind Kind => ChannelWork.Quarantine;

    public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        Keep(change, Field, "A signed webhook that could not be read, or is for a number that is not ours", item.Body);
        return Task.CompletedTask;
    }

    public static ChannelNotice Keep(Change change, string field, string summary, string raw)
    {
        var notice = new ChannelNotice
        {
            Field = field == Field ? Field : $"{Field}.{field}",
            Summary = summary,
            Raw = Cut.To(raw, LongestRaw),
            At = change.Now,
        };
        change.Db.Add(notice);
        change.Tell(Topic.Channels);
        return notice;
    }
}
