using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>What a member may ask for besides answering. None of it reaches a customer.</summary>
internal static class ThreadCommands
{
    public static Task HearAsync(Change change, Listener listener, ThreadCommand command, TeamMessage? quoted, CancellationToken cancel) => command.Ask switch
    {
        Ask.List => ListAsync(change, listener, cancel),
        Ask.Away or Ask.Back => ThreadAbsence.HearAsync(change, listener, command, cancel),
        Ask.Show or Ask.Note or Ask.Close or Ask.HandOver or Ask.Translate => OnTicketAsync(change, listener, command, quoted, cancel),
        _ => SayAsync(change, listener, listener.Say("help"), null, cancel),
    };

    private static async Task OnTicketAsync(Change change, Listener listener, ThreadCommand command, TeamMessage? quoted, CancellationToken cancel)
    {
        switch (await Binding.FindAsync(change, listener, command.TicketNumber, quoted, cancel))
        {
            case Binding.To(var ticketId) when await Case.FindAsync(change.Db, ticketId) is { } found:
                await (command.Ask switch
                {
                    Ask.Note => NoteAsync(change, listener, found, command.Text, cancel),
                    Ask.Close => CloseAsync(change, listener, found, command.Text, cancel),
                    Ask.HandOver => ThreadHandOver.HearAsync(change, listener, found, command.Text, cancel),
                    Ask.Translate => Translating.AskAsync(change, listener, found, cancel),
                    _ => ThreadShow.HearAsync(change, listener, found, cancel),
                });
                break;
            case Binding.Several(var tickets):
                // The words of a note are not kept for the choice: a choice continues an answer, and this is none.
                await SayAsync(change, listener, listener.Say("which") + "\n" + await LinesAsync(change, listener, tickets, cancel), null, cancel);
                break;
            case Binding.Unknown(var number):
                await SayAsync(change, listener, listener.Say("unknown-ticket", ("number", number)), null, cancel);
                break;
            default:
                await SayAsync(change, listener, listener.Say("none"), null, cancel);
                break;
        }
    }

    private static async Task NoteAsync(Change change, Listener listener, Case found, string text, CancellationToken cancel)
    {
        var note = Note.Write(found.Conversation.Id, found.Ticket.Id, listener.Member.Id, text, change.Now);
        change.Db.Add(note);
        change.Add(note.Tells());
        TicketDesk.Record(change, found.Ticket, TicketStep.Noted, listener.Member.Id);
        change.Tell(Topic.Conversation(found.Conversation.Id));
        await SayAsync(change, listener, listener.Say("note.saved", ("number", ThreadVoice.Number(found.Ticket))), found.Ticket.Id, cancel);
    }

    private static async Task CloseAsync(Change change, Listener listener, Case found, string words, CancellationToken cancel)
    {
        if (await Binding.IsLateAsync(change, listener, found, cancel))
            return;
        var reason = Cut.Shown(ThreadReader.CloseReason(words, listener.Language), TicketDesk.LongestReason);
        if (await TicketDesk.CloseAsync(change, found.Ticket, listener.Member.Id, reason.Length > 0 ? reason : "member", cancel) is { } refusal)
        {
            await SayAsync(change, listener, listener.Why(refusal), found.Ticket.Id, cancel);
            return;
        }

        var why = ThreadReader.CloseReasons.Contains(reason) ? ThreadTexts.Words(listener.Language, $"reason.{reason}").First() : reason;
        var said = listener.Say(why.Length > 0 ? "close.why" : "close.done", ("number", ThreadVoice.Number(found.Ticket)), ("customer", found.Customer), ("reason", why));
        await ThreadKeeping.OfferAsync(change, listener, found, said, cancel);
    }

    private static async Task ListAsync(Change change, Listener listener, CancellationToken cancel)
    {
        var open = await Case.OpenForAsync(change.Db, listener.Member.Id, cancel);
        await SayAsync(change, listener, open.Count == 0 ? listener.Say("none") : listener.Say("list.title") + "\n" + await LinesAsync(change, listener, open, cancel), null, cancel);
    }

    /// <summary>Tickets, each on a line with its number, customer and issue.</summary>
    public static async Task<string> LinesAsync(Change change, Listener listener, IReadOnlyList<(Ticket Ticket, Contact Contact)> tickets, CancellationToken cancel)
    {
        var masks = (await PhoneRules.ReadAsync(change.Db, cancel)).MasksCustomers;
        return string.Join('\n', tickets.Select(t => listener.Say("list.line", ("number", ThreadVoice.Number(t.Ticket)), ("customer", Case.NameOf(t.Ticket, t.Contact, masks)),
            ("issue", Cut.Shown(Wordless.In(listener.Language, masks ? Masking.Text(t.Ticket.Issue) : t.Ticket.Issue).ReplaceLineEndings(" "), 80)))));
    }

    private static Task<TeamMessage> SayAsync(Change change, Listener listener, string text, Guid? ticketId, CancellationToken cancel) =>
        ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, text, ticketId, cancel: cancel);
}
