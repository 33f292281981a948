using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>What a refusal tells about a member's own 24 hours: from now on they are told by the template, and not in vain.</summary>
internal static class RefusedPhones
{
    public static async Task LearnAsync(Change change, Outgoing outgoing, TeamMessage message, CancellationToken cancel)
    {
        if (outgoing is { Delivery: Delivery.Failed, Error: ThreadVoice.WindowClosed } && await change.Db.Set<PairedPhone>().FirstOrDefaultAsync(
            p => p.MemberId == message.MemberId && p.ChannelAccountId == message.ChannelAccountId && p.SignedOutAt == null, cancel) is { } phone)
            phone.Refuse(outgoing.CreatedAt, change.Now);
    }
}
