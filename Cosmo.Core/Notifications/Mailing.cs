using System.Globalization;
using Cosmo.Core.Channels;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications;

/// <summary>Sends the notices that go by e-mail. One whose answer got lost is sent once more: it carries the same Message-ID.</summary>
internal sealed class Mailing(Mailer mailer, IOptions<MailOptions> options, SettingsStore settings) : IExternalWorkHandler
{
    public WorkKind Kind => NotificationWork.Mail;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var id = Guid.Parse(item.Body);
        if (await change.Db.Set<Notice>().FindAsync([id]) is not { State: NoticeState.Waiting } notice
            || await change.Db.Set<Member>().FindAsync([notice.MemberId]) is not { IsActive: true, Email: { } address } member)
            return ExternalStep.Ends(WorkOutcome.Done);
        if (await MailsAtOnce.HoldBackAsync(change, item, notice) is { } held)
            return ExternalStep.Ends(held);
        var (subject, body) = await WordsAsync(change, notice, member);
        return ExternalStep.Calls(async () =>
        {
            var business = await settings.BusinessNameAsync();
            var failure = await mailer.SendAsync(address, $"[{business}] {subject}", body, id);
            return later => RecordAsync(later, id, item, failure);
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    public async Task GiveUpAsync(Change change, WorkItem item)
    {
        if (await change.Db.Set<Notice>().FindAsync([Guid.Parse(item.Body)]) is { State: NoticeState.Waiting } notice)
            notice.Fail(notice.Why ?? "given-up");
    }

    private async Task<WorkOutcome> RecordAsync(Change change, Guid id, WorkItem item, MailFailure? failure)
    {
        if (await change.Db.Set<Notice>().FindAsync([id]) is not { } notice)
            return WorkOutcome.Done;
        change.Tell(Topic.Notices(notice.MemberId));
        if (failure is null)
            notice.Send(change.Now);
        else if (failure.Again)
        {
            notice.Put(NoticeState.Waiting, Cut.Shown(failure.Why, 300));
            return WorkOutcome.RetryAt(change.Now + Kind.DelayAfter(item.Attempts + 1, 0.5), failure.Why);
        }
        else
            notice.Fail(failure.Why);
        return WorkOutcome.Done;
    }

    // A customer's name and words leave the house only where the settings allow it; the link asks for a sign-in.
    private async Task<(string Subject, string Body)> WordsAsync(Change change, Notice notice, Member member)
    {
        var what = ThreadTexts.Say(member.Language, $"event.{notice.Event}");
        if (notice.Event is NotificationEvent.Digest)
        {
            var open = await Case.OpenForAsync(change.Db, member.Id, CancellationToken.None);
            var held = await change.Db.Set<Notice>().Where(n => n.MemberId == member.Id && n.At < notice.At && n.SentAt == notice.At && n.TicketId != null)
                .Select(n => n.TicketId).Distinct().CountAsync();
            return (what, $"{await Digest.SummaryAsync(change, member.Language, open, held, CancellationToken.None)}\n\n{ThreadTexts.Say(member.Language, "mail.look")}\n{Link("tickets")}");
        }

        if (notice is { Event: NotificationEvent.Trouble, SubjectId: { } subject } && await change.Db.Set<ChannelNotice>().FindAsync([subject]) is { } trouble)
            return (what, $"{Troubles.Words(member.Language, trouble)}\n\n{ThreadTexts.Say(member.Language, "mail.look")}\n{Link(member.IsAdministrator ? "health" : "account/profile")}");

        if (notice is { Event: NotificationEvent.NewTicket, TicketId: null })
        {
            var numbers = await (
                from one in change.Db.Set<Notice>()
                where one.MemberId == member.Id && one.Way == Ways.Email && one.SentAt == notice.At && one.TicketId != null
                join ticket in change.Db.Set<Ticket>() on one.TicketId equals ticket.Id
                select ticket.Number).Distinct().Order().ToListAsync();
            var said = ThreadTexts.Say(member.Language, "group.mail", ("count", numbers.Count.ToString(CultureInfo.InvariantCulture)));
            return (said, $"{said}: {string.Join(", ", numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"#{n}")))}\n\n{ThreadTexts.Say(member.Language, "mail.look")}\n{Link("tickets")}");
        }

        if (notice.TicketId is not { } ticketId || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return (what, $"{ThreadTexts.Say(member.Language, "mail.look")}\n{Link("tickets")}");
        var number = ThreadVoice.Number(found.Ticket);
        var shown = options.Value.ShowsCustomers ? $"{found.Customer}: {Cut.Shown(found.Shown(Wordless.In(member.Language, found.Ticket.Issue)), 300)}\n\n" : "";
        return ($"#{number}: {what}", $"{what} (#{number})\n\n{shown}{ThreadTexts.Say(member.Language, "mail.look")}\n{Link($"inbox/{found.Conversation.Id}")}");
    }

    private string Link(string path) => options.Value.PublicAddress is { Length: > 0 } address ? $"{address.TrimEnd('/')}/{path}" : path;
}
