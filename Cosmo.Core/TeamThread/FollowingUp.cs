using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Tells those who have a ticket that its customer wrote again. Whoever writes very much is heard in one message.</summary>
internal sealed class FollowingUp(ITranslator translator, TurnUses uses) : IExternalWorkHandler
{
    /// <summary>So many in a minute reach a member one by one; what comes faster is gathered.</summary>
    private const int MostInAMinute = 5;

    /// <summary>Texts shown of those that were gathered; the others are counted.</summary>
    private const int MostTexts = 10;

    private const int MostTogether = 500;
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_gathers = TimeSpan.FromSeconds(20);

    public WorkKind Kind => TicketWork.FollowUp;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var (ticketId, messageText) = TicketWork.Read(item);
        var to = await Hearer.FindAsync(change, ticketId);
        if (to.Count == 0)
            return ExternalStep.Ends(WorkOutcome.Done);   // nobody has it
        if (await Case.FindAsync(change.Db, ticketId) is not { Ticket.IsOpen: true } found
            || await change.Db.Set<Message>().FindAsync([Guid.Parse(messageText)]) is not { } message)
            return ExternalStep.Ends(WorkOutcome.Done);
        if (await IsManyAsync(change, ticketId))
            return ExternalStep.Ends(WorkOutcome.WaitUntil(change.Now + s_gathers, "gathers"));

        var behind = await BehindAsync(change, item);
        var messages = await MessagesAsync(change, message, behind);
        var more = behind.Count >= messages.Count ? $"\n… +{behind.Count + 1 - messages.Count}" : "";
        var said = string.Join('\n', messages.Select(m => m.Words).Where(w => w.Length > 0));
        return ExternalStep.Calls(async () =>
        {
            var meanings = new Dictionary<string, Translation?>();
            foreach (var language in to.Select(m => m.Language).Distinct())
                meanings[language] = await Meanings.OfAsync(translator, said, found.Conversation.Language, language, CancellationToken.None);
            return async later =>
            {
                await uses.RecordAsync(later, found.Conversation.Id, TurnUseKind.Translation, meanings.Values.Select(m => m?.Work));
                var duty = new PhoneDuty(later);
                foreach (var member in to)
                    await TellAsync(later, duty, ticketId, member.Id, messages, more, meanings[member.Language]?.Text);
                await EndAsync(later, behind);
                return WorkOutcome.Done;
            };
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    public Task GiveUpAsync(Change change, WorkItem item) => UnheardAsync(change, item);

    /// <summary>Nobody could be told, and will not be: the ticket says so, and its holder's silence is no answer.</summary>
    public static async Task UnheardAsync(Change change, WorkItem item)
    {
        if (await Case.FindAsync(change.Db, TicketWork.Read(item).TicketId) is not { } found)
            return;
        if (found.Ticket.HolderId is { } holder)
            Undelivered.NotSeen(change, found.Ticket, holder, "given-up");
        else
            TicketDesk.Record(change, found.Ticket, TicketStep.NotificationFailed, null, "given-up");
        change.Tell(Topic.Tickets, Topic.Conversation(found.Conversation.Id));
    }

    private static async Task<bool> IsManyAsync(Change change, Guid ticketId)
    {
        var since = change.Now - s_minute;
        var told = await change.Db.Set<TeamMessage>()
            .Where(m => m.TicketId == ticketId && m.Kind == TeamMessageKind.FollowUp && m.At > since)
            .GroupBy(m => m.MemberId).Select(g => g.Count()).ToListAsync();
        return told.Exists(count => count >= MostInAMinute);
    }

    // Those that wait in the lane right behind this one, and nothing else in between.
    private static async Task<List<WorkItem>> BehindAsync(Change change, WorkItem item)
    {
        var waiting = await change.Db.Set<WorkItem>().AsNoTracking()
            .Where(w => w.Lane == item.Lane && w.State < WorkState.Done && w.Id > item.Id)   // as the index has it
            .OrderBy(w => w.Id).Take(MostTogether).ToListAsync();
        return [.. waiting.TakeWhile(w => w.State is WorkState.Waiting && (w.Kind == TicketWork.FollowUp.Name || w.Kind == TicketWork.WroteAgain.Name))];
    }

    private static async Task<List<Message>> MessagesAsync(Change change, Message first, List<WorkItem> behind)
    {
        var ids = behind.Take(MostTexts - 1).Select(w => Guid.Parse(TicketWork.Read(w).More)).ToList();
        var others = ids.Count == 0 ? [] : await change.Db.Set<Message>().AsNoTracking().Where(m => ids.Contains(m.Id)).OrderBy(m => m.Position).ToListAsync();
        return [first, .. others];
    }

    // They were told with this one. They are behind a leased head, so nobody else can have begun them.
    private static async Task EndAsync(Change change, List<WorkItem> behind)
    {
        var (ids, now) = (behind.ConvertAll(w => w.Id), change.Now.ToUnixTimeMilliseconds());
        if (ids.Count > 0)
        {
            await change.Db.Set<WorkItem>().Where(w => ids.Contains(w.Id) && w.State == WorkState.Waiting)
                .ExecuteUpdateAsync(s => s.SetProperty(w => w.State, WorkState.Done).SetProperty(w => w.DoneMs, now));
        }
    }

    private static async Task TellAsync(Change change, PhoneDuty duty, Guid ticketId, Guid memberId, List<Message> messages, string more, string? meaning)
    {
        if (await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        var against = await News.AgainstPhoneAsync(change, memberId, NotificationEvent.FollowUp);
        var listener = against is null ? await ThreadVoice.FindAsync(change, memberId) : null;
        if (listener is null || await duty.OffAsync(memberId, ticketId) is not null)
        {
            new News(memberId, NotificationEvent.FollowUp, ticketId, messages[0].Id, null, against ?? (listener is null ? News.NoPhone : News.OffDuty)).Tell(change);
            return;
        }

        var text = Lines(messages) + more;
        var inShort = meaning is null ? text : $"{Lines(messages.Where(m => m.Words.Length == 0))} {found.Shown(meaning)}{more}".TrimStart();
        var told = await ThreadVoice.NotifyAsync(
            change, listener, TeamMessageKind.FollowUp, found.Ticket,
            listener.Say("follow-up",
                ("number", ThreadVoice.Number(found.Ticket)), ("customer", found.Customer),
                ("text", Cut.Shown(text, 700)), ("meaning", Meanings.Line(listener, meaning is null ? null : found.Shown(meaning)))),
            $"{found.Customer}: {inShort}", CancellationToken.None);
        new News(memberId, NotificationEvent.FollowUp, ticketId, messages[0].Id, told.Id, told.DeliveryError).Tell(change);
        // Whoever has it and hears nothing leaves the customer waiting, as with the first notification.
        if (told.Delivery is Delivery.Failed && found.Ticket.HolderId == memberId)
            Undelivered.NotSeen(change, found.Ticket, memberId, told.DeliveryError);

        string Lines(IEnumerable<Message> shown) => string.Join('\n', shown.Select(m => ThreadShow.Words(listener, found, m)));
    }
}
