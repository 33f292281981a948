using System.Globalization;
using Cosmo.Core.Assistant;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Shows a draft on the phone of the member who wrote it, word for word, and asks.</summary>
internal sealed class ShowingDrafts : IWorkHandler
{
    public WorkKind Kind => ReplyWork.Ready;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (await change.Db.Set<Draft>().FindAsync([Guid.Parse(item.Body)], cancel) is { } draft
            && await ThreadVoice.FindAsync(change, draft.MemberId) is { } listener)
            await ShowAsync(change, listener, draft, cancel);
    }

    /// <summary>Shows the draft as it is now.</summary>
    public static async Task ShowAsync(Change change, Listener listener, Draft draft, CancellationToken cancel)
    {
        if (draft.TicketId is not { } ticketId || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        listener.Phone.AskedDraftId = draft.Id;
        switch (draft.State)
        {
            case DraftState.Open:
                await ShowOpenAsync(change, listener, draft, found, cancel);
                break;
            case DraftState.Held:
                await ShowHeldAsync(change, listener, draft, found, cancel);
                break;
            case DraftState.Stuck when draft.Unmatched is { Length: > 0 } parts:
                await AskAsync(change, listener, draft, found, "",
                    listener.Say("draft.stuck", ("language", LanguageName(draft, listener)), ("unmatched", Cut.Shown(parts.Replace("\n", "” · “", StringComparison.Ordinal), 600))),
                    ["as-written", "change", "cancel"], cancel);
                break;
            case DraftState.Stuck:
                await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info,
                    listener.Say(draft.IsTooLongForTemplate ? "draft.template-too-long" : "draft.no-template", ("customer", found.Customer), ("language", LanguageName(draft, listener))), ticketId, draft.Id, cancel);
                break;
        }
    }

    private static Task ShowOpenAsync(Change change, Listener listener, Draft draft, Case found, CancellationToken cancel)
    {
        var shown = listener.Say("draft.intro", ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket)), ("language", LanguageName(draft, listener)));
        if (draft.Template is not null)
            shown += $"\n{listener.Say("draft.template")}";
        shown += $"\n\n{draft.Text}";
        // Said rather than hidden: without a model there is one tone, and words that were kept as written stay as they are.
        if (draft.Wording is not Wording.AsItIs && (draft.Engine is "as-written" || (draft.Engine is "built-in" && draft.Wording is Wording.Formal)))
            shown += $"\n\n{listener.Say("draft.one-tone")}";
        if (draft.Meaning is { } meaning)
            shown += $"\n\n{listener.Say("draft.meaning", ("meaning", meaning))}";
        if (Warning(listener, draft) is { Length: > 0 } warning)
            shown += $"\n\n{warning}";
        return AskAsync(change, listener, draft, found, shown, listener.Say("draft.ask"), [draft.Findings is null ? "send" : "anyway", "change", "cancel"], cancel);
    }

    private static async Task ShowHeldAsync(Change change, Listener listener, Draft draft, Case found, CancellationToken cancel)
    {
        var news = await UnseenMessages.ReadAsync(change.Db, draft, cancel);
        var lines = news.Select(m => listener.Say(Line(m), ("customer", found.Customer), ("text", Cut.Shown(found.Shown(m.Text), 200))));
        draft.ShowNews(found.Conversation.Version);
        // "Send anyway" accepts what the guard found as well: it stands beside the button, not only in the first picture.
        await AskAsync(change, listener, draft, found, Warning(listener, draft),
            listener.Say("draft.held", ("number", ThreadVoice.Number(found.Ticket)), ("news", Cut.Shown(string.Join('\n', lines), 700))),
            ["anyway", "change", "cancel"], cancel);
    }

    private static string Warning(Listener listener, Draft draft) => draft.FindingLines is { Count: > 0 } findings
        ? $"⚠ {listener.Say("draft.findings", ("findings", Findings.In(listener, findings)))}"
        : "";

    private static string Line(Message message) => message switch
    {
        { IsInbound: false } => "show.team",
        { IsRevoked: true } => "show.revoked",
        { EditedAt: not null } => "show.edited",
        _ => "show.customer",
    };

    private static Task AskAsync(Change change, Listener listener, Draft draft, Case found, string text, string question, string[] buttons, CancellationToken cancel) =>
        ThreadVoice.AskAsync(change, listener, TeamMessageKind.Draft, text, question,
            [.. buttons.Select(b => new ReplyButton($"d:{draft.Id}:{b}", listener.Say($"button.{b}")))], found.Ticket.Id, draft.Id, cancel);

    private static string LanguageName(Draft draft, Listener listener)
    {
        try
        {
            var name = CultureInfo.GetCultureInfo(draft.Language).NativeName;
            return listener.Language == "en" ? CultureInfo.GetCultureInfo(draft.Language).EnglishName : name;
        }
        catch (CultureNotFoundException)
        {
            return draft.Language;
        }
    }
}
