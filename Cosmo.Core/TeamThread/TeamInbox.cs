using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// What comes in on the notification number. Only a paired phone is listened to; anybody else can do one thing, send a
/// pairing code, and learns nothing from trying. This number never opens a customer's conversation.
/// </summary>
internal sealed class TeamInbox(ChannelDirectory directory, ILogger<TeamInbox> log) : IWorkHandler
{
    public WorkKind Kind => ChannelWork.TeamMessage;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var received = DateTimeOffset.FromUnixTimeMilliseconds(item.CreatedMs);
        if (WhatsAppMessage.Read(item.Body, received) is not { } message || directory.Find(message.PhoneNumberId) is not { } number)
        {
            Quarantine.Keep(change, "team", "A message to the notification number that could not be read", item.Body);
            return;
        }

        if (await FindPhoneAsync(change, number.Id, message, cancel) is not { } phone)
        {
            await PairAsync(change, number.Id, message, cancel);
            return;
        }

        if (await change.Db.Set<TeamMessage>().AnyAsync(m => m.ChannelAccountId == number.Id && m.ProviderId == message.ProviderId, cancel))
            return;
        // The same check as in the browser, on each message: whoever left or was signed out reaches nothing.
        if (await change.Db.Set<Member>().FindAsync([phone.MemberId], cancel) is not { IsActive: true } member)
            return;

        phone.Heard(message.ProviderTime, message.UserId, message.Phone);
        change.Db.Add(TeamMessage.FromMember(member.Id, number.Id, message.Text ?? $"[{message.Kind}]", message.ProviderId, message.ProviderTime));
        if (message.Kind is MessageKind.Reaction or MessageKind.System or MessageKind.Edit or MessageKind.Revoke or MessageKind.Echo)
            return;
        await ThreadDialogue.HearAsync(change, new(member, phone), message, cancel);
    }

    private static async Task<PairedPhone?> FindPhoneAsync(Change change, Guid accountId, InboundMessage message, CancellationToken cancel)
    {
        var phones = change.Db.Set<PairedPhone>().Where(p => p.ChannelAccountId == accountId && p.SignedOutAt == null);
        var byUser = message.UserId is { } userId ? await phones.FirstOrDefaultAsync(p => p.UserId == userId, cancel) : null;
        // A number is re-used when somebody gives it up; it counts only where no user id contradicts it.
        return byUser ?? (message.Phone is { } digits
            ? await phones.FirstOrDefaultAsync(p => p.Phone == digits && (p.UserId == null || message.UserId == null), cancel)
            : null);
    }

    private async Task PairAsync(Change change, Guid accountId, InboundMessage message, CancellationToken cancel)
    {
        var sender = message.UserId ?? message.Phone ?? "";
        var since = change.Now - PairingCode.Lifetime;
        var tries = await change.Db.Set<PairingTry>().CountAsync(t => t.SenderKey == sender && t.At > since, cancel);
        if (tries >= PairingCode.MostTries)
            return;

        var digits = new string([.. (message.Text ?? "").Where(char.IsAsciiDigit)]);
        var hash = PairingCode.Hash(digits);
        var code = digits.Length == 6 && !message.Forwarded
            ? await change.Db.Set<PairingCode>().FirstOrDefaultAsync(c => c.CodeHash == hash && c.UsedAt == null, cancel)
            : null;
        if (code is null || !code.IsGood(change.Now)
            || await change.Db.Set<Member>().FindAsync([code.MemberId], cancel) is not { IsActive: true } member)
        {
            change.Db.Add(new PairingTry { SenderKey = sender, At = change.Now });
            if (tries + 1 == PairingCode.MostTries)
                log.LogWarning("Somebody who is not paired writes to the notification number again and again; they are ignored for a while");
            return;
        }

        code.Use(change.Now);
        foreach (var old in await change.Db.Set<PairedPhone>().Where(p => p.MemberId == member.Id && p.SignedOutAt == null).ToListAsync(cancel))
            old.SignOut(change.Now);
        var phone = PairedPhone.Pair(member.Id, accountId, message.UserId, message.Phone, message.ProviderTime);
        change.Db.Add(phone);
        change.Tell(Topic.Team);
        Listener listener = new(member, phone);
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("paired", ("member", member.Name)), cancel: cancel);
    }
}
