using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Replies;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// A member's side of the thread. Every message is bound to its draft or ticket first, by button, quote, number, or by
/// being the only one; where that does not tell, the member is asked. Nothing here reaches a customer but by
/// <see cref="DraftDesk.ConfirmAsync(Change, Draft, Conversations.Conversation, Guid, int?, bool, CancellationToken)"/>.
/// </summary>
internal static class ThreadDialogue
{
    public static async Task HearAsync(Change change, Listener listener, InboundMessage message, CancellationToken cancel)
    {
        var command = ThreadReader.ReadButton(message.ReplyId)
            ?? (message.Kind is MessageKind.Text ? ThreadReader.Read(message.Text ?? "", listener.Language) : null);
        if (command is null)
        {
            await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("not-text"), cancel: cancel);
            return;
        }

        // A forwarded message is somebody else's words: it may be passed on, it never commands.
        if (message.Forwarded && message.Kind is MessageKind.Text)
            command = new(Ask.Reply, message.Text ?? "");

        // Words that waited for a ticket's choice wait no longer once the member goes on with something else.
        if (command.Ask is not Ask.Choose)
            listener.Phone.PendingWords = null;
        // After "change" was pressed the next words say how.
        if (command.Ask is Ask.Reply && listener.Phone.ChosenTicketId is not null && !message.Forwarded
            && ThreadReader.Added(command.Text, listener.Language) is { } more && await ThreadRevisions.HasDraftAsync(change, listener, cancel))
            command = command with { Ask = Ask.Add, Text = more };
        // "Change the address to …" with no draft to change is an answer that begins so.
        if (command is { Ask: Ask.Change or Ask.Add, Text.Length: > 0 } && !await ThreadConfirmations.HasWaitingAsync(change, listener, cancel))
            command = command with { Ask = Ask.Reply, Text = ThreadReader.WithoutNumber(message.Text ?? "") };

        var quoted = message.QuotedProviderId is { } id
            ? await change.Db.Set<TeamMessage>().AsNoTracking().FirstOrDefaultAsync(m => m.ChannelAccountId == listener.Phone.ChannelAccountId && m.ProviderId == id && m.MemberId == listener.Member.Id, cancel)
            : null;
        await (command.Ask switch
        {
            Ask.Send or Ask.Anyway or Ask.Cancel or Ask.AsWritten => ThreadConfirmations.HearAsync(change, listener, command with { At = message.ProviderTime }, quoted, cancel),
            Ask.Change when command.Text.Length == 0 => ThreadConfirmations.HearAsync(change, listener, command with { At = message.ProviderTime }, quoted, cancel),
            Ask.Shorter or Ask.Formal or Ask.Add => ThreadRevisions.HearAsync(change, listener, command, quoted, cancel),
            Ask.Undo => ThreadUndo.HearAsync(change, listener, command, quoted, cancel),
            Ask.Reply or Ask.Change => ReplyAsync(change, listener, command, quoted, cancel),
            Ask.Choose => ChooseAsync(change, listener, command.Id!.Value, cancel),
            Ask.Keep => ThreadKeeping.HearAsync(change, listener, command.Id!.Value, cancel),
            Ask.Mistyped => ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("mistyped", ("guess", command.Text)), cancel: cancel),
            _ => ThreadCommands.HearAsync(change, listener, command, quoted, cancel),
        });
    }

    private static async Task ReplyAsync(Change change, Listener listener, ThreadCommand command, TeamMessage? quoted, CancellationToken cancel)
    {
        var binding = await Binding.FindAsync(change, listener, command.TicketNumber, quoted, cancel);
        // "Change: …" without a quote means the draft that was shown last, as long as it waits.
        if (binding is Binding.Several && command.Ask is Ask.Change && await AskedTicketAsync(change, listener, cancel) is { } asked)
            binding = new Binding.To(asked);
        switch (binding)
        {
            case Binding.To(var ticketId):
                await BeginAsync(change, listener, ticketId, command.Text, cancel);
                break;
            case Binding.Several(var tickets):
                listener.Phone.PendingWords = command.Text;
                await ThreadVoice.ChooseAsync(change, listener, listener.Say("which"), tickets, cancel);
                break;
            case Binding.Unknown(var number):
                await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("unknown-ticket", ("number", number)), cancel: cancel);
                break;
            default:
                await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("none"), cancel: cancel);
                break;
        }
    }

    private static async Task ChooseAsync(Change change, Listener listener, Guid ticketId, CancellationToken cancel)
    {
        if (await Case.FindAsync(change.Db, ticketId) is not { } found
            || !await change.Db.Set<Offer>().AnyAsync(o => o.TicketId == ticketId && o.MemberId == listener.Member.Id, cancel))
            return;
        if (listener.Phone.PendingWords is { Length: > 0 } words)
        {
            listener.Phone.PendingWords = null;
            await BeginAsync(change, listener, ticketId, words, cancel);
            return;
        }

        if (await Binding.IsLateAsync(change, listener, found, cancel))
            return;
        listener.Phone.ChosenTicketId = ticketId;
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Question,
            listener.Say("answer-now", ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket))), ticketId, cancel: cancel);
        await ShowingPrepared.BeginAsync(change, listener, found.Ticket, cancel);
    }

    private static async Task BeginAsync(Change change, Listener listener, Guid ticketId, string words, CancellationToken cancel)
    {
        listener.Phone.ChosenTicketId = null;
        if (await Case.FindAsync(change.Db, ticketId) is not { } found || await Binding.IsLateAsync(change, listener, found, cancel))
            return;
        if (await DraftDesk.BeginAsync(change, Guid.CreateVersion7(), found.Conversation.Id, listener.Member.Id, DraftSource.Phone, words, cancel) is { } refusal)
            await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Why(refusal), ticketId, cancel: cancel);
    }

    private static async Task<Guid?> AskedTicketAsync(Change change, Listener listener, CancellationToken cancel) =>
        listener.Phone.AskedDraftId is { } draftId && await change.Db.Set<Draft>().FindAsync([draftId], cancel) is { IsWaiting: true } draft
            ? draft.TicketId
            : null;
}
