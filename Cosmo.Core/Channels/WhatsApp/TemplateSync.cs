using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Keeps our list of templates like Meta's: at start, and every few hours, besides what webhooks tell.</summary>
public sealed class TemplateSync(
    ChannelDirectory directory, WhatsAppClient client, Changes changes, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<TemplateSync> log)
    : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(6);
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromMinutes(2);

    /// <summary>Reads the templates of every number that has a business account.</summary>
    /// <returns>False when Meta did not answer for one of them.</returns>
    public async Task<bool> SyncAsync(CancellationToken cancel = default)
    {
        var whole = true;
        foreach (var number in directory.Numbers.Where(n => n.WabaId is { Length: > 0 }))
            whole &= await SyncAsync(number, cancel);
        return whole;
    }

    /// <summary>Reads the templates of one number. One without a business account has none.</summary>
    /// <returns>False when Meta did not answer.</returns>
    public async Task<bool> SyncAsync(Guid accountId, CancellationToken cancel = default) =>
        directory.Find(accountId) is not { WabaId.Length: > 0 } number || await SyncAsync(number, cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            while (true)
                await Task.Delay(await SyncAsync(stoppingToken) ? s_pause : s_pauseAfterFailure, clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }   // the program is stopping
    }

    private async Task<bool> SyncAsync(ConnectedNumber number, CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var reply = await client.ListTemplatesAsync(new(number.PhoneNumberId, number.AccessToken), number.WabaId!, after, cancel);
            if (reply.Value is not { } page)
            {
                log.LogWarning("The templates of {Number} could not be read: {Reason}", number.DisplayNumber, reply.Error?.Message);
                return false;
            }

            await changes.RunAsync(change => KeepAsync(change, number.Id, page, cancel), cancel);
            after = page.After;
        }
        while (after is not null);
        return true;
    }

    private static async Task KeepAsync(Change change, Guid accountId, TemplatePage page, CancellationToken cancel)
    {
        foreach (var listed in page.Templates)
        {
            var template = await change.Db.Set<Template>().FirstOrDefaultAsync(
                t => t.ChannelAccountId == accountId && t.Name == listed.Name && t.Language == (listed.Language ?? ""), cancel);
            if (template is null)
                change.Db.Add(template = Template.Of(accountId, listed.Name, listed.Language ?? ""));
            (template.State, template.Category, template.Body, template.UpdatedAt) = (listed.Status, listed.Category ?? "", listed.Body ?? "", change.Now);
        }

        change.Tell(Topic.Channels);
    }
}
