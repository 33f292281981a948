using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>What was said lately about a ticket, on a member's phone: both sides' messages and the team's notes, in the order they were written.</summary>
internal static class ThreadShow
{
    private const int MessagesShown = 6;
    private const int NotesShown = 3;

    /// <summary>How much of one message or note is shown, in characters.</summary>
    private const int Longest = 400;

    public static async Task HearAsync(Change change, Listener listener, Case found, CancellationToken cancel)
    {
        var messages = await change.Db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == found.Conversation.Id)
            .OrderByDescending(m => m.Position).Take(MessagesShown).ToListAsync(cancel);
        messages.Reverse();
        var lines = messages.Select(m => (m.At, Text: Line(listener, found, m))).Concat(await NotesAsync(change, listener, found, cancel)).OrderBy(l => l.At).Select(l => l.Text);
        var text = listener.Say("show.title", ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket)))
            + "\n" + InShort(listener, found, messages) + "\n" + string.Join('\n', lines);
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, text, found.Ticket.Id, cancel: cancel);
        await ShowingPrepared.BeginAsync(change, listener, found.Ticket, cancel);
    }

    /// <summary>A message's words as a phone shows them; what has none, such as a picture, by what it is.</summary>
    /// <param name="meaning">What its words mean in the member's language, where that is shown in their place.</param>
    internal static string Words(Listener listener, Case found, Message message, string? meaning = null)
    {
        var said = found.Shown(message.Words.Length > 0 && meaning is not null ? meaning : message.Meaning ?? message.Text);
        var kind = $"kind.{message.Kind}";
        if (!ThreadTexts.Keys("en").Contains(kind))
            return said;
        var what = message.FileName is { Length: > 0 } file ? $"[{listener.Say(kind)}: {found.Shown(file)}]" : $"[{listener.Say(kind)}]";
        // What the provider did not hand on has no words of the customer's.
        return said.Length > 0 && message.Kind is not MessageKind.Unsupported ? $"{what} {said}" : what;
    }

    private static string Line(Listener listener, Case found, Message message) => listener.Say(
        message switch
        {
            { IsRevoked: true } => "show.revoked",
            { IsInbound: true } => "show.customer",
            { IsSaid: false } => "show.unsent",
            _ => "show.team",
        },
        ("customer", found.Customer), ("text", Cut.Shown(Words(listener, found, message), Longest)));

    private static async Task<IEnumerable<(DateTimeOffset At, string Text)>> NotesAsync(Change change, Listener listener, Case found, CancellationToken cancel)
    {
        var notes = await (
            from note in change.Db.Set<Note>().AsNoTracking()
            where note.ConversationId == found.Conversation.Id
            join member in change.Db.Set<Member>() on note.MemberId equals member.Id into authors
            from author in authors.DefaultIfEmpty()
            orderby note.At descending, note.Id descending
            select new { note.At, note.Text, Author = author == null ? "Cosmo" : author.Name }).Take(NotesShown).ToListAsync(cancel);
        notes.Reverse();
        return notes.Select(n => (n.At, listener.Say("show.note", ("member", n.Author), ("text", Cut.Shown(found.Shown(n.Text), Longest)))));
    }

    // Topic, numbers and the open question in marks that every language reads; the words are the customer's.
    private static string InShort(Listener listener, Case found, List<Message> messages)
    {
        var card = SummaryCard.Of(found.Conversation.Language, found.Ticket.Topic, [.. messages.Where(m => m.IsSaid).Select(m => new SummaryLine(m.Author, m.Kind, m.Text, m.Sources is not null))]);
        var numbers = string.Concat(card.Orders.Concat(card.Amounts).Select(n => $" · {found.Shown(n)}"));
        var question = card.Question is { } open ? $"\n❓ {found.Shown(open)}" : "";
        return $"📌 {listener.Say($"topic.{card.Topic}")}{(card.Language is { } language ? $" · {language}" : "")}{numbers}{question}\n";
    }
}
