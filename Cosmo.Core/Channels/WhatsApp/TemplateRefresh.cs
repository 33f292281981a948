using System.Globalization;
using Cosmo.Core.Work;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>A refusal showed that our list of templates is not Meta's any more: it is read again, without waiting for its hour.</summary>
internal sealed class TemplateRefresh(TemplateSync sync) : IExternalWorkHandler
{
    private static readonly WorkKind s_kind = WorkKind.External("templates.refresh", mostAttempts: 5);

    public WorkKind Kind => s_kind;

    /// <summary>Makes it due. Many sends may meet the same template: once an hour is often enough.</summary>
    public static NewWork Of(Guid accountId, DateTimeOffset now) => new(
        s_kind, $"templates:{accountId}", accountId.ToString(), string.Create(CultureInfo.InvariantCulture, $"templates:{accountId}:{now.UtcDateTime:yyyyMMddHH}"));

    public Task<ExternalStep> BeginAsync(Change change, WorkItem item) => Task.FromResult(ExternalStep.Calls(async () =>
    {
        var whole = await sync.SyncAsync(Guid.Parse(item.Body));
        return later => Task.FromResult(whole
            ? WorkOutcome.Done
            : WorkOutcome.RetryAt(later.Now + s_kind.DelayAfter(item.Attempts + 1, Random.Shared.NextDouble()), "Meta did not answer"));
    }));

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));
}
