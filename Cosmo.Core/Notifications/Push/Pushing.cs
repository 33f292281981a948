using System.Text.Json;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications.Push;

/// <summary>
/// Hands a notice to the service of one browser. "Sent" is what that service took; whether the browser is on, only it knows. One
/// whose answer got lost is sent once more: the browser knows the notice by its id and makes no second sound.
/// </summary>
internal sealed class Pushing(PushService service, IOptions<SignInClock> clock) : IExternalWorkHandler
{
    /// <summary>It was not taken while it was news.</summary>
    public const string TooLate = "push-late";

    public WorkKind Kind => PushWork.Send;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var (id, more) = PushWork.Read(item);
        // Sent: another browser of the member has it already.
        if (await change.Db.Set<Notice>().FindAsync([id]) is not { State: NoticeState.Waiting or NoticeState.Sent } notice)
            return ExternalStep.Ends(WorkOutcome.Done);
        var subscriptionId = Guid.Parse(more);
        if (await Pushes.Of(change.Db, notice.MemberId, clock.Value.Clock.GetUtcNow()).FirstOrDefaultAsync(s => s.Id == subscriptionId) is not { } browser
            || PushAddress.Parse(browser.Endpoint, browser.PublicKey, browser.Secret) is not { } address)
            return Ends(change, id, PushWork.NoBrowser);
        var choices = await NotificationChoices.FindAsync(change, notice.MemberId);
        // A service that was busy before them may take it within the quiet hours.
        if (notice.Event is not (NotificationEvent.Digest or NotificationEvent.Test) && choices?.QuietUntil(change.Now) is { } until)
        {
            if (notice.TicketId is null)
                return ExternalStep.Ends(WorkOutcome.WaitUntil(until, News.Quiet));
            if (notice.State is NoticeState.Waiting)
                Ringing.Hold(change, notice, News.Quiet, until);
            return ExternalStep.Ends(WorkOutcome.Done);
        }

        if (PushWords.Life(notice, choices, change.Now) is not { } life)
            return Ends(change, id, TooLate);
        var words = await PushWords.OfAsync(change, notice, choices);
        var travel = new PushTravel(life, PushWords.IsUrgent(notice.Event), words.Tag);
        return ExternalStep.Calls(async () =>
        {
            var answer = await service.SendAsync(address, JsonSerializer.SerializeToUtf8Bytes(words, PushWords.Json), travel);
            return later => RecordAsync(later, id, subscriptionId, item, answer);
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    public async Task GiveUpAsync(Change change, WorkItem item)
    {
        var id = PushWork.Read(item).Notice;
        change.Add(PushWork.Misses(id, (await change.Db.Set<Notice>().FindAsync([id]))?.Why ?? "given-up"));
    }

    private static ExternalStep Ends(Change change, Guid notice, string why)
    {
        change.Add(PushWork.Misses(notice, why));
        return ExternalStep.Ends(WorkOutcome.Done);
    }

    private async Task<WorkOutcome> RecordAsync(Change change, Guid id, Guid subscriptionId, WorkItem item, PushAnswer answer)
    {
        if (await change.Db.Set<Notice>().FindAsync([id]) is not { } notice)
            return WorkOutcome.Done;
        var browser = await change.Db.Set<PushSubscription>().FindAsync([subscriptionId]);
        change.Tell(Topic.Notices(notice.MemberId));
        switch (answer)
        {
            case { End: PushEnd.Taken }:
                browser?.Succeed(change.Now);
                notice.Send(change.Now);
                return WorkOutcome.Done;
            case { End: PushEnd.Again, Why: { } why }:
                if (notice.State is NoticeState.Waiting)
                    notice.Put(NoticeState.Waiting, why);
                var pause = Kind.DelayAfter(item.Attempts + 1, 0.5);
                return WorkOutcome.RetryAt(change.Now + (answer.After > pause ? answer.After.Value : pause), why);
            default:
                if (answer.End is PushEnd.Gone && browser is not null)
                    change.Db.Remove(browser);
                change.Add(PushWork.Misses(id, answer.Why ?? "given-up"));
                return WorkOutcome.Done;
        }
    }
}
