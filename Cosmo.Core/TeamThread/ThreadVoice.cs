using System.Globalization;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>A member with the phone that Cosmo talks to.</summary>
public sealed record Listener(Member Member, PairedPhone Phone)
{
    public string Language => Member.Language;

    /// <summary>A text of the thread in the member's language.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, string? Value)> values) => ThreadTexts.Say(Language, key, values);
}

/// <summary>Says something to a member on the notification number: freely inside their 24 hours, by an approved template outside.</summary>
internal static class ThreadVoice
{
    /// <summary>The template that brings a ticket to a member whose window is closed: {{1}} number, {{2}} the case in one line.</summary>
    public const string TicketTemplate = "cosmo_ticket";

    /// <summary>Why something fails after the member's 24 hours.</summary>
    public const string WindowClosed = "window-closed";

    private static readonly CompiledQuery<Guid, Listener?> s_listener = new((db, memberId) => (
        from phone in db.Set<PairedPhone>()
        where phone.MemberId == memberId && phone.SignedOutAt == null
        join member in db.Set<Member>() on phone.MemberId equals member.Id
        where member.IsActive
        orderby phone.PairedAt descending
        select new Listener(member, phone)).FirstOrDefault());

    /// <summary>The member's paired phone; null where there is none, or the member has left.</summary>
    public static async Task<Listener?> FindAsync(Change change, Guid memberId) =>
        await s_listener.RunAsync(change.Db, memberId) is { } found && await EndedAsync(change, found.Phone, CancellationToken.None) is null ? found : null;

    /// <summary>
    /// Why a phone, which may be somebody else's by now, has to be paired anew before it is told anything or listened to, as the key
    /// of the words for it; null for one that is good.
    /// </summary>
    public static async Task<string?> EndedAsync(Change change, PairedPhone phone, CancellationToken cancel)
    {
        if (!PhoneRules.MayHaveEnded(phone, change.Now))
            return null;
        var rules = await PhoneRules.ReadAsync(change.Db, cancel);
        return rules.IsTooSilent(phone, change.Now) ? "pair-again" : rules.IsTooOld(phone, change.Now) ? "pair-renew" : null;
    }

    /// <summary>What goes with a notification in the last days of a pairing; null before them.</summary>
    public static async Task<string?> EndsSoonAsync(Change change, Listener to, CancellationToken cancel)
    {
        if (!PhoneRules.MayBeTooOld(to.Phone, change.Now + PhoneRules.Notice))
            return null;
        return (await PhoneRules.ReadAsync(change.Db, cancel)).RenewsAt(to.Phone.PairedAt) is { } end && end - change.Now <= PhoneRules.Notice
            ? to.Say("pair-soon", ("date", end.ToString("d MMM", CultureInfo.GetCultureInfo(to.Language))))
            : null;
    }

    /// <summary>Says a text.</summary>
    public static Task<TeamMessage> SayAsync(
        Change change, Listener to, TeamMessageKind kind, string text, Guid? ticketId = null, Guid? draftId = null, CancellationToken cancel = default) =>
        SendAsync(change, to, kind, text, new TextSend(Cut.Shown(text, WhatsAppLimits.TextBody)) { To = Recipient(to) }, ticketId, draftId, null, null, cancel);

    /// <summary>Says a text with buttons; a text too long for them goes ahead on its own, whole.</summary>
    /// <param name="draft">What it is about, as it is now: whoever answers to it means this picture of the draft.</param>
    public static async Task AskAsync(
        Change change, Listener to, TeamMessageKind kind, string text, string question, IReadOnlyList<ReplyButton> buttons,
        Guid? ticketId, Draft draft, CancellationToken cancel)
    {
        var whole = text.Length == 0 ? question : $"{text}\n\n{question}";
        if (whole.Length > WhatsAppLimits.ButtonsBody)
        {
            foreach (var part in Split(text, WhatsAppLimits.TextBody))
                await SendAsync(change, to, kind, part, new TextSend(part) { To = Recipient(to) }, ticketId, draft.Id, draft.Revision, null, cancel);
            whole = question;
        }

        var send = new ButtonsSend(whole, [.. buttons.Select(b => b with { Title = Cut.Shown(b.Title, WhatsAppLimits.ButtonTitle) })]) { To = Recipient(to) };
        await SendAsync(change, to, kind, whole, send, ticketId, draft.Id, draft.Revision, null, cancel);
    }

    /// <summary>Says a text about a ticket with a button; a text too long for it goes without.</summary>
    public static Task<TeamMessage> OfferAsync(Change change, Listener to, string text, ReplyButton button, Guid ticketId, CancellationToken cancel) =>
        text.Length > WhatsAppLimits.ButtonsBody
            ? SayAsync(change, to, TeamMessageKind.Info, text, ticketId, cancel: cancel)
            : SendAsync(change, to, TeamMessageKind.Info, text,
                new ButtonsSend(text, [button with { Title = Cut.Shown(button.Title, WhatsAppLimits.ButtonTitle) }]) { To = Recipient(to) }, ticketId, null, null, null, cancel);

    /// <summary>Lets the member choose one of several tickets.</summary>
    public static async Task ChooseAsync(Change change, Listener to, string question, IReadOnlyList<(Ticket Ticket, Contact Contact)> tickets, CancellationToken cancel)
    {
        var masks = (await PhoneRules.ReadAsync(change.Db, cancel)).MasksCustomers;
        var rows = tickets.Take(WhatsAppLimits.ListRows).Select(t => new ListRow(
            $"t:{t.Ticket.Id}", Cut.Shown($"#{t.Ticket.Number} {Case.NameOf(t.Ticket, t.Contact, masks)}", WhatsAppLimits.RowTitle),
            Cut.Shown(TemplateText.Flatten(Wordless.In(to.Language, masks ? Masking.Text(t.Ticket.Issue) : t.Ticket.Issue)), WhatsAppLimits.RowDescription))).ToList();
        var send = new ListSend(question, Cut.Shown(to.Say("button.choose"), WhatsAppLimits.ListButton), [new(null, rows)]) { To = Recipient(to) };
        await SendAsync(change, to, TeamMessageKind.Question, question, send, null, null, null, null, cancel);
    }

    /// <summary>Tells of a ticket; outside the member's window by the approved template, whose button binds the answer.</summary>
    public static async Task<TeamMessage> NotifyAsync(Change change, Listener to, TeamMessageKind kind, Ticket ticket, string text, string oneLine, CancellationToken cancel)
    {
        var button = new ReplyButton($"t:{ticket.Id}", Cut.Shown(to.Say("button.answer", ("number", Number(ticket))), WhatsAppLimits.ButtonTitle));
        var send = text.Length <= WhatsAppLimits.ButtonsBody
            ? new ButtonsSend(text, [button]) { To = Recipient(to) }
            : (WhatsAppSend)new TextSend(Cut.Shown(text, WhatsAppLimits.TextBody)) { To = Recipient(to) };
        return await SendAsync(change, to, kind, text, send, ticket.Id, null, null, Template(to, ticket, oneLine), cancel);
    }

    /// <summary>Tells something that is about a ticket; outside the member's window by the same template. Without a ticket it is only said.</summary>
    public static Task<TeamMessage> TellAsync(Change change, Listener to, TeamMessageKind kind, string text, Ticket? ticket, Guid? draftId, CancellationToken cancel) =>
        SendAsync(
            change, to, kind, text, new TextSend(Cut.Shown(text, WhatsAppLimits.TextBody)) { To = Recipient(to) }, ticket?.Id, draftId, null,
            ticket is null ? null : Template(to, ticket, text), cancel);

    /// <summary>Tells of several tickets in one message. It is about none of them alone: an answer that quotes it is asked about.</summary>
    public static Task<TeamMessage> SummariseAsync(Change change, Listener to, IReadOnlyList<Ticket> tickets, string text, string oneLine, CancellationToken cancel) =>
        tickets is [var only]
            ? NotifyAsync(change, to, TeamMessageKind.Notification, only, text, oneLine, cancel)
            : SendAsync(
                change, to, TeamMessageKind.Notification, text, new TextSend(Cut.Shown(text, WhatsAppLimits.TextBody)) { To = Recipient(to) },
                null, null, null, Template(to, tickets[0], oneLine), cancel);

    public static string Number(Ticket ticket) => ticket.Number.ToString(CultureInfo.InvariantCulture);

    private static async Task<TeamMessage> SendAsync(
        Change change, Listener to, TeamMessageKind kind, string text, WhatsAppSend send, Guid? ticketId, Guid? draftId, int? draftRevision,
        TemplateSend? template, CancellationToken cancel)
    {
        var message = TeamMessage.ToMember(to.Member.Id, to.Phone.ChannelAccountId, kind, text, ticketId, draftId, change.Now, draftRevision);
        change.Db.Add(message);
        if (to.Phone.Window.IsOpen(change.Now))
            Outbox.QueueForTeam(change, to.Phone.ChannelAccountId, message.Id, send);
        else if (template is not null && await AnswerForm.FindTemplateAsync(change.Db, to.Phone.ChannelAccountId, template.Name, to.Language, cancel) is { } approved)
            Outbox.QueueForTeam(change, to.Phone.ChannelAccountId, message.Id, template with { Language = approved.Language });
        else
            message.Report(Delivery.Failed, null, WindowClosed);
        return message;
    }

    private static TemplateSend Template(Listener to, Ticket ticket, string oneLine) =>
        new(TicketTemplate, "", [new(Number(ticket)), new(Cut.Shown(TemplateText.Flatten(oneLine), 400))],
            Buttons: [new(0, TemplateButtonKind.QuickReply, $"t:{ticket.Id}")])
        { To = Recipient(to) };

    private static WhatsAppRecipient Recipient(Listener to) => new(to.Phone.Phone, to.Phone.UserId);

    private static IEnumerable<string> Split(string text, int most)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(most, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
                length--;
            yield return text.Substring(start, length);
            start += length;
        }
    }
}
