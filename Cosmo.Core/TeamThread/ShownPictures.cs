using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Which picture of a draft a member had on the phone when they wrote. Two words sent in a row were both written to the first.</summary>
internal static class ShownPictures
{
    /// <summary>
    /// The provider's word that something arrived may be late. A phone that sends has a connection, so what left so long before
    /// is on it.
    /// </summary>
    private static readonly TimeSpan s_surelyThere = TimeSpan.FromSeconds(10);

    /// <summary>The newest picture of a draft that was wholly on the member's phone at a time; null for none.</summary>
    /// <param name="at">When the member wrote, by the provider's clock, which counts in whole seconds.</param>
    public static async Task<int?> LastAsync(CosmoContext db, Guid memberId, Guid draftId, DateTimeOffset at, CancellationToken cancel)
    {
        var parts = await (
            from message in db.Set<TeamMessage>()
            where message.MemberId == memberId && message.DraftId == draftId && message.DraftRevision != null
            join outgoing in db.Set<Outgoing>() on message.Id equals outgoing.TeamMessageId
            select new { Revision = message.DraftRevision, message.At, outgoing.Delivery, outgoing.SentAt, outgoing.DeliveredAt }).ToListAsync(cancel);
        // One that is too long for a message is several, made at one moment; the same may have been shown more than once.
        return parts.GroupBy(p => (p.Revision, p.At)).Where(picture => picture.All(p => WasThere(p.Delivery, p.SentAt, p.DeliveredAt))).Max(picture => picture.Key.Revision);

        bool WasThere(Delivery delivery, DateTimeOffset? sent, DateTimeOffset? delivered) =>
            delivery is Delivery.Sent or Delivery.Delivered or Delivery.Read && (delivered <= at || sent + s_surelyThere <= at);
    }
}
