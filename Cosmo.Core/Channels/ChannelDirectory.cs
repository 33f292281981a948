using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Channels;

/// <summary>One of our numbers, with what is needed to use it.</summary>
public sealed record ConnectedNumber(Guid Id, AccountPurpose Purpose, string PhoneNumberId, string DisplayNumber, string AccessToken, string? WabaId);

/// <summary>Our numbers: rows for what belongs to them, the configuration for their secrets.</summary>
public sealed class ChannelDirectory(IDbContextFactory<CosmoContext> contexts, Changes changes, IOptions<ChannelOptions> options)
{
    private volatile IReadOnlyList<ConnectedNumber> _numbers = [];

    /// <summary>The secrets that a webhook may be signed with.</summary>
    public string? AppSecret => options.Value.WhatsApp.AppSecret;
    public string? VerifyToken => options.Value.WhatsApp.VerifyToken;

    public ConnectedNumber? Business => _numbers.FirstOrDefault(n => n.Purpose is AccountPurpose.Business);
    public ConnectedNumber? Notification => _numbers.FirstOrDefault(n => n.Purpose is AccountPurpose.Notification);
    public IReadOnlyList<ConnectedNumber> Numbers => _numbers;

    public ConnectedNumber? Find(Guid accountId) => _numbers.FirstOrDefault(n => n.Id == accountId);
    public ConnectedNumber? Find(string? phoneNumberId) => _numbers.FirstOrDefault(n => n.PhoneNumberId == phoneNumberId);

    /// <summary>Makes a row for each number of the configuration that has none yet. Once, at start.</summary>
    public async Task ConnectAsync(CancellationToken cancel = default)
    {
        var wanted = new[] { (AccountPurpose.Business, options.Value.WhatsApp), (AccountPurpose.Notification, options.Value.Notification) }
            .Where(n => n.Item2.IsConnected).ToList();
        var numbers = new List<ConnectedNumber>();
        await changes.RunAsync(
            async change =>
            {
                numbers.Clear();
                foreach (var (purpose, number) in wanted)
                {
                    var account = await change.Db.Set<ChannelAccount>()
                        .FirstOrDefaultAsync(a => a.Kind == ChannelKind.WhatsApp && a.ExternalId == number.PhoneNumberId, cancel);
                    if (account is null)
                        change.Db.Add(account = ChannelAccount.Connect(ChannelKind.WhatsApp, purpose, number.PhoneNumberId!, ""));
                    account.DisplayNumber = number.DisplayNumber ?? account.DisplayNumber;
                    // Whoever starts the program anew has mended what was wrong, or learns at the first send that it is not.
                    await ResumeAsync(change, account, cancel);
                    numbers.Add(new(account.Id, purpose, account.ExternalId, account.DisplayNumber, number.AccessToken!, number.WabaId));
                }

                change.Tell(Topic.Channels);
            },
            cancel);
        _numbers = numbers;
    }

    /// <summary>The accounts with their state, for the health page.</summary>
    public async Task<IReadOnlyList<ChannelAccount>> AccountsAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<ChannelAccount>().AsNoTracking().OrderBy(a => a.Purpose).ToListAsync(cancel);
    }

    /// <summary>Lets a paused account send again: somebody has mended what was wrong.</summary>
    public Task ResumeAsync(Guid accountId, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await change.Db.Set<ChannelAccount>().FindAsync([accountId], cancel) is { } account)
                await ResumeAsync(change, account, cancel);
            change.Tell(Topic.Channels);
        },
        cancel);

    // What waits for the number would look again within half a minute: it is due at once. Whoever waits for another reason goes on waiting.
    private static async Task ResumeAsync(Change change, ChannelAccount account, CancellationToken cancel)
    {
        if (account is { PausedUntil: null, TemplatesPausedUntil: null })
            return;
        var (reason, lanes, now) = (account.PauseReason ?? Sending.Paused, Outbox.LanesOf(account.Id), change.Now.ToUnixTimeMilliseconds());
        account.Resume();
        await change.Db.Set<WorkItem>()
            .Where(w => w.State == WorkState.Ready && w.IsExternal && w.DueMs > now && w.Kind == ChannelWork.Send.Name && (w.Error == reason || w.Error == Sending.TemplatesPaused) && w.Lane.StartsWith(lanes))
            .ExecuteUpdateAsync(s => s.SetProperty(w => w.DueMs, now), cancel);
        change.Wake();
    }
}
