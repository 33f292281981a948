using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels;

/// <summary>Lets a number rest where a refusal is about more than one message, and tells whoever can mend it.</summary>
internal static class Pausing
{
    /// <summary>A number that somebody has to mend is asked about again this often.</summary>
    public static readonly TimeSpan Check = TimeSpan.FromSeconds(30);

    /// <summary>Far enough away to mean "until somebody acts".</summary>
    private static readonly TimeSpan s_untilMended = TimeSpan.FromDays(3650);

    /// <summary>A rest that begins so soon after the last one is the same trouble, told already.</summary>
    private static readonly TimeSpan s_same = TimeSpan.FromDays(1);

    /// <summary>Lets a refusal have its effect on the number that it met.</summary>
    public static async Task ApplyAsync(Change change, Guid accountId, SendOutcome.Refused refused)
    {
        if (For(refused) is not { } pause || await change.Db.Set<ChannelAccount>().FindAsync([accountId]) is not { } account)
            return;
        var (until, rule) = (change.Now + pause, refused.Error.Rule);
        if (!rule.IsOnlyWaiting && await IsNewAsync(change, accountId, refused.Class, until, rule.Key))
            Raise(change, account, refused);
        if (refused.Class is SendErrorClass.PauseTemplates)
            account.PauseTemplates(until);
        else if (!(account.PausedUntil > until))   // a number that waits for a person is not set free by a shorter rest
            account.Pause(until, rule.Key);
        change.Tell(Topic.Channels);
    }

    // Whoever mends it is told once, however many sends meet it at the same moment: one of them is the first to write so.
    private static async Task<bool> IsNewAsync(Change change, Guid accountId, SendErrorClass refused, DateTimeOffset until, string reason)
    {
        var (account, ended, far) = (change.Db.Set<ChannelAccount>().Where(a => a.Id == accountId), change.Now - s_same, change.Now + (s_untilMended / 2));
        return 1 == await (refused switch
        {
            SendErrorClass.PauseTemplates => account.Where(a => a.TemplatesPausedUntil == null || a.TemplatesPausedUntil < ended)
                .ExecuteUpdateAsync(row => row.SetProperty(a => a.TemplatesPausedUntil, until)),
            SendErrorClass.PauseChannel => account.Where(a => a.PausedUntil == null || a.PausedUntil < ended || (a.PausedUntil < far && a.PauseReason != reason))
                .ExecuteUpdateAsync(row => row.SetProperty(a => a.PauseReason, reason).SetProperty(a => a.PausedUntil, until)),
            _ => account.Where(a => a.PausedUntil == null || a.PausedUntil < far)
                .ExecuteUpdateAsync(row => row.SetProperty(a => a.PauseReason, reason).SetProperty(a => a.PausedUntil, until)),
        });
    }

    private static void Raise(Change change, ChannelAccount account, SendOutcome.Refused refused)
    {
        var what = refused.Class switch
        {
            SendErrorClass.PauseTemplates => Trouble.Complaints,
            SendErrorClass.PauseChannel => Trouble.Misuse,
            _ => account.Purpose is AccountPurpose.Notification ? Trouble.TeamNumber : Trouble.Number,
        };
        Trouble.Raise(change, what, account.DisplayNumber, $"{account.DisplayNumber} rests: {refused.Error.Rule.Happened}");
    }

    private static TimeSpan? For(SendOutcome.Refused refused) => refused.Class switch
    {
        SendErrorClass.TokenExpired or SendErrorClass.ChannelFatal => s_untilMended,
        SendErrorClass.PauseChannel or SendErrorClass.PauseTemplates => RetryDelay.For(refused.Error.Rule, 1) ?? Check,
        _ => null,
    };
}
