using Cosmo.Core.Conversations;
using Cosmo.Core.Work;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Makes durable work of a webhook's body: each item on its own, each accepted once.</summary>
public sealed class WebhookIntake(WorkIntake intake, ChannelDirectory directory)
{
    /// <summary>
    /// Meta puts up to 1,000 updates into a body. PostgreSQL holds a lock per lane until the commit and has room for some
    /// thousands, so a larger body takes several. What a failure between them leaves out comes again.
    /// </summary>
    private const int MostInOneCommit = 1000;

    /// <summary>Keeps everything in the body; returns when it is on disk. The signature must have been proven before.</summary>
    public async Task AcceptAsync(ReadOnlyMemory<byte> body)
    {
        foreach (var items in WhatsAppEnvelope.Read(body).Chunk(MostInOneCommit))
            await intake.AcceptAsync([.. items.Select(Work)]);
    }

    private NewWork Work(WebhookItem item)
    {
        var kind = item.Kind switch
        {
            ItemKind.Unreadable => ChannelWork.Quarantine,
            // A number that is not ours is looked at by a person, never taken for the first one we have.
            _ when item.PhoneNumberId is not null && directory.Find(item.PhoneNumberId) is null => ChannelWork.Quarantine,
            ItemKind.Message when directory.Find(item.PhoneNumberId) is { Purpose: AccountPurpose.Notification } => ChannelWork.TeamMessage,
            ItemKind.Message when item.PhoneNumberId is not null => ChannelWork.CustomerMessage,
            ItemKind.Status when item.PhoneNumberId is not null => ChannelWork.Status,
            ItemKind.Notice or ItemKind.ValueError => ChannelWork.Notice,
            _ => ChannelWork.Quarantine,
        };
        return new(kind, Lane($"{kind.Name}:{item.PhoneNumberId}:{item.Lane}"), item.Json, $"wa|{item.DedupeKey}");
    }

    // What came from outside may be of any length; a row that cannot be kept would be sent again for a week.
    private static string Lane(string lane) => lane.Length <= NewWork.LongestLane ? lane : $"long:{Message.Hash(lane)}";
}
