using System.Globalization;
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

        var known = await FindPhoneAsync(change, number.Id, message, cancel);
        var code = await FindCodeAsync(change, message, cancel);
        if (known is not { } phone)
        {
            await PairAsync(change, number.Id, message, code, cancel);
            return;
        }

        if (await change.Db.Set<TeamMessage>().AnyAsync(m => m.ChannelAccountId == number.Id && m.ProviderId == message.ProviderId, cancel))
            return;
        // The same check as in the browser, on each message: whoever left or was signed out reaches nothing.
        if (await change.Db.Set<Member>().FindAsync([phone.MemberId], cancel) is not { IsActive: true } member)
            return;

        // After a long silence, or a long time, it may be in another person's hands: it reaches nothing until it is paired anew.
        if (code is null && await ThreadVoice.EndedAsync(change, phone, cancel) is { } ended)
        {
            phone.Heard(message.ProviderTime, null, null);
            phone.SignOut(change.Now);
            change.Tell(Topic.Team);
            await ThreadVoice.SayAsync(change, new(member, phone), TeamMessageKind.Info, new Listener(member, phone).Say(ended), cancel: cancel);
            return;
        }

        // Whoever pairs the same phone once more sends a code, no words for a customer.
        if (code is not null)
        {
            if (await OwnerOfAsync(change, code, cancel) is { } owner)
                await TieAsync(change, number.Id, message, code, owner, cancel);
            else
                await TellPairedAsync(change, new(member, phone), cancel);
            return;
        }

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

    // A code is six digits, with or without words around it. One that is spent is still no reply: it is known by its hash.
    private static async Task<PairingCode?> FindCodeAsync(Change change, InboundMessage message, CancellationToken cancel)
    {
        var digits = new string([.. (message.Text ?? "").Where(char.IsAsciiDigit)]);
        if (digits.Length != PairingCode.Digits || message.Forwarded)
            return null;
        var hash = PairingCode.Hash(digits);
        var codes = await change.Db.Set<PairingCode>().Where(c => c.CodeHash == hash).OrderByDescending(c => c.ExpiresAt).ToListAsync(cancel);
        return codes.Find(c => c.IsGood(change.Now)) ?? codes.Find(c => change.Now - c.ExpiresAt < PairingCode.Remembered && message.Text?.Trim() == digits);
    }

    /// <summary>The member whom a good code belongs to; null for a code that is spent, or whose member has left.</summary>
    private static async Task<Member?> OwnerOfAsync(Change change, PairingCode code, CancellationToken cancel) =>
        code.IsGood(change.Now) && await change.Db.Set<Member>().FindAsync([code.MemberId], cancel) is { IsActive: true } member ? member : null;

    private async Task PairAsync(Change change, Guid accountId, InboundMessage message, PairingCode? code, CancellationToken cancel)
    {
        var sender = message.UserId ?? message.Phone ?? "";
        var since = change.Now - PairingCode.Lifetime;
        var tries = await change.Db.Set<PairingTry>().CountAsync(t => t.SenderKey == sender && t.At > since, cancel);
        if (tries >= PairingCode.MostTries)
            return;
        if (code is null || await OwnerOfAsync(change, code, cancel) is not { } member)
        {
            change.Db.Add(new PairingTry { SenderKey = sender, At = change.Now });
            if (tries + 1 == PairingCode.MostTries)
            {
                log.LogWarning("Somebody who is not paired writes to the notification number again and again; they are ignored for a while");
                var kept = Quarantine.Keep(change, "pairing", "Somebody who is not paired wrote to the notification number again and again", message.Raw);
                // Once a day for each phone: whoever goes on trying must not ring as often.
                Trouble.Tell(change, kept, once: string.Create(CultureInfo.InvariantCulture, $"pairing:{sender}:{change.Now.UtcDateTime:yyyyMMdd}"));
            }

            return;
        }

        await TieAsync(change, accountId, message, code, member, cancel);
    }

    private static async Task TieAsync(Change change, Guid accountId, InboundMessage message, PairingCode code, Member member, CancellationToken cancel)
    {
        code.Use(change.Now);
        // The member's other phone, and what this one was before.
        foreach (var old in await change.Db.Set<PairedPhone>().Where(p => p.SignedOutAt == null && (p.MemberId == member.Id
            || (p.ChannelAccountId == accountId && ((message.UserId != null && p.UserId == message.UserId) || (message.Phone != null && p.Phone == message.Phone))))).ToListAsync(cancel))
            old.SignOut(change.Now);
        var phone = PairedPhone.Pair(member.Id, accountId, message.UserId, message.Phone, message.ProviderTime);
        change.Db.Add(phone);
        change.Tell(Topic.Team);
        await TellPairedAsync(change, new(member, phone), cancel);
    }

    private static async Task TellPairedAsync(Change change, Listener listener, CancellationToken cancel) =>
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("paired", ("member", listener.Member.Name)), cancel: cancel);
}
