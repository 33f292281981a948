using System.Globalization;
using Cosmo.Core.Assistant;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Shows a draft on the phone of the member who wrote it, word for word, and asks.</summary>
internal sealed class ShowingDrafts : IWorkHandler
{
    /// <summary>How much of the news is shown at once, in characters.</summary>
    private const int MostNews = 700;

    public WorkKind Kind => ReplyWork.Ready;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (await change.Db.Set<Draft>().FindAsync([Guid.Parse(item.Body)], cancel) is { } draft
            && await ThreadVoice.FindAsync(change, draft.MemberId) is { } listener)
            await ShowAsync(change, listener, draft, cancel);
    }

    /// <summary>Shows the draft as it is now.</summary>
    /// <param name="why">What is said in front of its words; null where there is nothing to say.</param>
    public static async Task ShowAsync(Change change, Listener listener, Draft draft, CancellationToken cancel, string? why = null)
    {
        if (draft.TicketId is not { } ticketId || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        listener.Phone.AskedDraftId = draft.Id;
        if (draft.PreparedId is { } prepared)
            why = $"{(why is null ? "" : $"{why}\n")}{await ShowingPrepared.IntroAsync(change, listener, prepared, cancel)}";
        switch (draft.State)
        {
            case DraftState.Open:
                await AskAsync(change, listener, draft, found, Picture(listener, draft, found, why), listener.Say("draft.ask"), [draft.Findings is null ? "send" : "anyway", "change", "cancel"], cancel);
                break;
            case DraftState.Held:
                await ShowHeldAsync(change, listener, draft, found, why, cancel);
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

    // The words that would leave, what they mean, and what was found in them.
    private static string Picture(Listener listener, Draft draft, Case found, string? why)
    {
        var shown = why is null ? "" : $"{why}\n\n";
        shown += listener.Say("draft.intro", ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket)), ("language", LanguageName(draft, listener)));
        if (draft.Template is not null)
            shown += $"\n{listener.Say("draft.template")}";
        shown += $"\n\n{draft.Text}";
        // Said rather than hidden: without a model there is one tone, and words that were kept as written stay as they are.
        if (draft.Wording is not Wording.AsItIs && (draft.Engine is "as-written" || (draft.Engine is "built-in" && draft.Wording is Wording.Formal)))
            shown += $"\n\n{listener.Say("draft.one-tone")}";
        if (draft.FellBack)
            shown += $"\n\n{listener.Say("draft.fell-back")}";
        if (draft.Meaning is { } meaning)
            shown += $"\n\n{listener.Say("draft.meaning", ("meaning", meaning))}";
        if (draft.FindingLines is { Count: > 0 } findings)
            shown += $"\n\n⚠ {listener.Say("draft.findings", ("findings", Findings.In(listener, findings)))}";
        return shown;
    }

    // "Send anyway" sends the words and accepts what the guard found: both stand beside the button, not only in the first picture.
    private static async Task ShowHeldAsync(Change change, Listener listener, Draft draft, Case found, string? why, CancellationToken cancel)
    {
        var unseen = await UnseenMessages.ReadAsync(change.Db, draft, cancel);
        var lines = unseen.Messages.Select(m => listener.Say(Line(m), ("customer", found.Customer), ("text", Cut.Shown(ThreadShow.Words(listener, found, m), MostNews)))).ToList();
        var authors = unseen.Notes.Select(n => n.MemberId).Distinct().ToList();
        var names = await change.Db.Set<Member>().Where(m => authors.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancel);
        lines.AddRange(unseen.Notes.Select(n => listener.Say("show.note",
            ("member", names.GetValueOrDefault(n.MemberId ?? Guid.Empty)), ("text", Cut.Shown(found.Shown(n.Text), MostNews)))));
        var count = Fitting(lines);
        var messages = Math.Min(count, unseen.Messages.Count);
        // What finds no place here holds the draft once more, and is shown then.
        var rest = draft.ShowNews(listener.Member.Id, unseen.UpTo(messages, count - messages), await Seen.AllOfAsync(change.Db, found.Conversation, draft.MemberId, cancel)) is null ? "" : "\n…";
        await AskAsync(change, listener, draft, found, Picture(listener, draft, found, why),
            listener.Say("draft.held", ("number", ThreadVoice.Number(found.Ticket)), ("news", string.Join('\n', lines.Take(count)) + rest)),
            ["anyway", "change", "cancel"], cancel);
    }

    private static int Fitting(List<string> lines)
    {
        var (count, length) = (0, 0);
        while (count < lines.Count && (count == 0 || length + lines[count].Length <= MostNews))
            length += lines[count++].Length + 1;
        return count;
    }

    private static string Line(Message message) => message switch
    {
        { IsInbound: false } => message.IsSaid ? "show.team" : "show.unsent",
        { IsRevoked: true } => "show.revoked",
        { EditedAt: not null } => "show.edited",
        _ => "show.customer",
    };

    private static Task AskAsync(Change change, Listener listener, Draft draft, Case found, string text, string question, string[] buttons, CancellationToken cancel) =>
        ThreadVoice.AskAsync(change, listener, TeamMessageKind.Draft, text, question,
            [.. buttons.Select(b => new ReplyButton($"d:{draft.Id}:{b}:{draft.Revision}", listener.Say($"button.{b}")))], found.Ticket.Id, draft, cancel);

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
