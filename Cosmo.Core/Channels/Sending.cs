using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Channels;

/// <summary>
/// Sends what is in the outbox. Three ends: sent, failed, uncertain. An uncertain one is settled by a status that
/// carries our id, or by a person; it is never sent again from here.
/// </summary>
internal sealed class Sending(ChannelDirectory directory, WhatsAppClient client, PairRate pace, TimeProvider clock, ILogger<Sending> log) : IExternalWorkHandler
{
    /// <summary>Why a send waits for a number that is paused for no reason that was kept.</summary>
    internal const string Paused = "paused";

    /// <summary>Why a template waits while answers leave.</summary>
    internal const string TemplatesPaused = "templates-paused";

    public static readonly Refusal NotAgain = new("health.not-again", "What was to be sent is settled. Look at the conversation.");

    private static readonly CompiledQuery<Guid, Due?> s_due = new((db, id) => (
        from outgoing in db.Set<Outgoing>()
        where outgoing.Id == id
        join account in db.Set<ChannelAccount>() on outgoing.ChannelAccountId equals account.Id
        select new Due(outgoing, account)).FirstOrDefault());

    public WorkKind Kind => ChannelWork.Send;
    public bool RecordsLate => true;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        // A lease that was lost and settled meanwhile, or a person's word, has decided already.
        if (await s_due.RunAsync(change.Db, Guid.Parse(item.Body)) is not { Outgoing: { Delivery: Delivery.Queued } outgoing, Account: var account })
            return ExternalStep.Ends(WorkOutcome.Done);
        if (directory.Find(outgoing.ChannelAccountId) is not { } number)
            return await RefuseAsync(change, outgoing, "not-connected", "This number is no longer connected.");
        if (account.PausedUntil is { } paused && paused > change.Now)
            return Later(Earlier(paused, change.Now + Pausing.Check), account.PauseReason ?? Paused);

        var send = WhatsAppSend.FromJson(outgoing.Payload);
        if (send is TemplateSend && account.TemplatesPausedUntil is { } resting && resting > change.Now)
            return Later(Earlier(resting, change.Now + Pausing.Check), TemplatesPaused);
        if (send.Validate() is { } refusal)
            return await RefuseAsync(change, outgoing, refusal.Code, refusal.Reason);
        if (pace.WaitFor($"{number.PhoneNumberId}:{send.To.Key}") is { Ticks: > 0 } wait)
            return Later(change.Now + wait, "pair-rate");

        // From this commit on only the provider knows whether it left: the row says so before the call is made.
        outgoing.Begin(change.Now);
        return ExternalStep.Calls(async () => await SendAsync(number, send) switch
        {
            SendOutcome.Accepted accepted => Taken(outgoing.Id, accepted, send.To),
            SendOutcome.Refused refused => Refused(outgoing.Id, item, account.Id, refused),
            _ => Put(outgoing.Id, o => o.Lose("no-answer")),
        });
    }

    public async Task<WorkOutcome> LoseAsync(Change change, WorkItem item)
    {
        if (await change.Db.Set<Outgoing>().FindAsync([Guid.Parse(item.Body)]) is not { } outgoing)
            return WorkOutcome.Done;
        if (outgoing.Delivery is Delivery.Queued)
            return WorkOutcome.WaitUntil(change.Now, "not begun");   // leased, but the call was never made
        await Deliveries.LearnAsync(change, outgoing, o => o.Lose("interrupted"));
        return WorkOutcome.Done;
    }

    public async Task GiveUpAsync(Change change, WorkItem item)
    {
        if (await change.Db.Set<Outgoing>().FindAsync([Guid.Parse(item.Body)]) is { Delivery: Delivery.Queued } outgoing)
            await Deliveries.LearnAsync(change, outgoing, o => o.GiveUp());
    }

    // Only what certainly never left: of anything else a person decides where they see the message.
    public async Task<Refusal?> ReviveAsync(Change change, WorkItem item)
    {
        if (await Deliveries.FindAsync(change, Guid.Parse(item.Body)) is not { } outgoing || !outgoing.HasNeverLeft)
            return NotAgain;
        await Deliveries.LearnAsync(change, outgoing, o => o.Revive());
        return null;
    }

    private static async Task<ExternalStep> RefuseAsync(Change change, Outgoing outgoing, string code, string reason)
    {
        await Deliveries.LearnAsync(change, outgoing, o => o.Fail(code, reason));
        return ExternalStep.Ends(WorkOutcome.Done);
    }

    private static ExternalStep Later(DateTimeOffset due, string reason) => ExternalStep.Ends(WorkOutcome.WaitUntil(due, reason));

    private async Task<SendOutcome> SendAsync(ConnectedNumber number, WhatsAppSend send)
    {
        try
        {
            return await client.SendAsync(new(number.PhoneNumberId, number.AccessToken), send, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whatever went wrong after the call began, the message may have left.
            log.LogWarning(e, "A send ended without an answer");
            return new SendOutcome.Uncertain(e.Message);
        }
    }

    private static RecordOutcome Refused(Guid id, WorkItem item, Guid accountId, SendOutcome.Refused refused) => async change =>
    {
        var rule = refused.Error.Rule;
        if (await change.Db.Set<Outgoing>().FindAsync([id]) is not { } outgoing)
            return WorkOutcome.Done;
        await Pausing.ApplyAsync(change, accountId, refused);
        var detail = refused.Error.Details ?? refused.Error.Message;
        // A channel that stopped waits for a person, however long: waiting is no failure of this message.
        var stops = refused.Class is SendErrorClass.TokenExpired or SendErrorClass.ChannelFatal;
        if (stops || Wait(refused, item.Attempts + 1) is { })
        {
            await Deliveries.LearnAsync(change, outgoing, o => o.Retry(rule.Key, detail));
            return stops
                ? WorkOutcome.WaitUntil(change.Now + Pausing.Check, rule.Key)
                : WorkOutcome.RetryAt(change.Now + Wait(refused, item.Attempts + 1)!.Value, rule.Key);
        }

        await Deliveries.LearnAsync(change, outgoing, o => o.Fail(rule.Key, detail));
        return WorkOutcome.Done;
    };

    // As long as our own rule says, and never shorter than Meta asks. Null: it was tried often enough, or cannot succeed.
    private static TimeSpan? Wait(SendOutcome.Refused refused, int attempt) =>
        RetryDelay.For(refused.Error.Rule, attempt) is not { } own ? null
        : refused.Error.RetryAfter is { } asked && asked > own ? asked : own;

    private RecordOutcome Taken(Guid id, SendOutcome.Accepted accepted, WhatsAppRecipient to) => async change =>
    {
        var outcome = await Put(id, o => o.Accepted(accepted.ProviderId, clock.GetUtcNow()))(change);
        await LearntAddresses.KeepAsync(change, id, accepted, to);
        return outcome;
    };

    private static RecordOutcome Put(Guid id, Action<Outgoing> apply) => async change =>
    {
        if (await Deliveries.FindAsync(change, id) is not { } outgoing)
            return WorkOutcome.Done;
        await Deliveries.LearnAsync(change, outgoing, apply);
        return WorkOutcome.Done;
    };

    private sealed record Due(Outgoing Outgoing, ChannelAccount Account);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
