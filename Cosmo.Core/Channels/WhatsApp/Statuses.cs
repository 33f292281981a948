using Cosmo.Core.Conversations;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Applies what Meta tells about a message we sent, in whatever order it comes.</summary>
internal sealed class Statuses : IWorkHandler
{
    /// <summary>
    /// A status may overtake the answer to our own call, and one without our id can then not be matched yet. It is tried
    /// again for this long; after that it belongs to another program on the number.
    /// </summary>
    private static readonly TimeSpan s_orphanLife = TimeSpan.FromMinutes(10);

    /// <summary>So long after the moment that it tells of, a failure still says how the number stands.</summary>
    private static readonly TimeSpan s_news = TimeSpan.FromMinutes(10);

    public WorkKind Kind => ChannelWork.Status;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (WhatsAppStatus.Read(item.Body, change.Now) is not { } status)
        {
            Quarantine.Keep(change, "status", "A status that could not be read", item.Body);
            return;
        }

        if (await FindAsync(change, status, cancel) is not { } outgoing)
        {
            var age = change.Now - DateTimeOffset.FromUnixTimeMilliseconds(item.CreatedMs);
            if (age < s_orphanLife && status.CallbackData is null && await SendsUnderWayAsync(change, cancel))
                throw new InvalidOperationException($"No send is known yet for the status of {status.ProviderId}.");
            return;
        }

        var before = outgoing.Delivery;
        await Deliveries.LearnAsync(change, outgoing, o => Apply(o, status));
        // What is about the whole number may be told in a status instead of a refusal. What is older was mended since, or the next send meets it.
        if (status.Error is { } error && outgoing.Delivery is Delivery.Failed && before is not Delivery.Failed && change.Now - status.At < s_news)
            await Pausing.ApplyAsync(change, outgoing.ChannelAccountId, new(new(error.Code, error.Title, error.Details, null, null, null, GraphErrors.Classify(error.Code))));
    }

    private static void Apply(Outgoing outgoing, WhatsAppStatus status)
    {
        switch (status.Status)
        {
            case DeliveryStatus.Sent:
                outgoing.Progress(Delivery.Sent, status.ProviderId, status.At);
                break;
            case DeliveryStatus.Delivered:
                outgoing.Progress(Delivery.Delivered, status.ProviderId, status.At);
                break;
            case DeliveryStatus.Read or DeliveryStatus.Played:
                outgoing.Progress(Delivery.Read, status.ProviderId, status.At);
                break;
            case DeliveryStatus.Failed:
                outgoing.Fail(GraphErrors.Classify(status.Error?.Code).Key, status.Error?.Details ?? status.Error?.Title, status.ProviderId);
                break;
        }
    }

    private static async Task<Outgoing?> FindAsync(Change change, WhatsAppStatus status, CancellationToken cancel) =>
        Guid.TryParse(status.CallbackData, out var id) && await Deliveries.FindAsync(change, id) is { } ours
            ? ours
            : await change.Db.Set<Outgoing>().FirstOrDefaultAsync(o => o.ProviderId == status.ProviderId, cancel);

    private static Task<bool> SendsUnderWayAsync(Change change, CancellationToken cancel) =>
        change.Db.Set<Outgoing>().AnyAsync(o => o.Delivery == Delivery.Sending, cancel);
}
