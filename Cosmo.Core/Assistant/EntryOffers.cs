using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using MessageKind = Cosmo.Core.Conversations.MessageKind;

namespace Cosmo.Core.Assistant;

/// <summary>An entry as it is offered.</summary>
public sealed record OfferedEntry(Guid Id, string Question);

/// <summary>Offers a customer up to three entries by their questions where no answer is sure, and knows which one was chosen.</summary>
public sealed class EntryOffers(Answering answering)
{
    /// <summary>Most entries in an offer; a person comes last.</summary>
    public const int Most = 3;

    private const string EntryPrefix = "entry:";
    private const string PersonRow = "person";

    /// <summary>Once in a row: who is not helped by an offer gets a person.</summary>
    internal static async Task<bool> MayOfferAsync(Change change, Conversation conversation, Message message, CancellationToken cancel) =>
        conversation.Window.IsOpen(change.Now) && message.Kind is MessageKind.Text
        && await LastAsync(change, conversation.Id, message.Position, cancel) is not { Kind: MessageKind.Choice };

    /// <summary>Asks the customer to choose one of these entries, or a person.</summary>
    internal static async Task OfferAsync(Change change, Conversation conversation, IReadOnlyList<OfferedEntry> entries)
    {
        var language = conversation.Language ?? Acknowledgements.Fallback;
        var rows = entries.Select((entry, i) => Row($"{EntryPrefix}{entry.Id}", $"{i + 1}. {entry.Question}"))
            .Append(Row(PersonRow, Acknowledgements.OfferPerson(language))).ToList();
        var question = Acknowledgements.Offer(language);
        var said = conversation.Say(
            new(Author.Assistant, Words(language, entries), language) { Kind = MessageKind.Choice }, change.Now);
        change.Db.Add(said);
        Outbox.Queue(change, said, new ListSend(question, Cut.Shown(Acknowledgements.OfferButton(language), WhatsAppLimits.ListButton), [new(null, rows)])
        {
            To = await Outbox.RecipientAsync(change, conversation),
        });
        change.Tell(Live.Topic.Inbox, Live.Topic.Conversation(conversation.Id));
    }

    /// <summary>An offer as the customer reads it.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    /// <param name="entries">What can be chosen.</param>
    public static string Words(string language, IReadOnlyList<OfferedEntry> entries) =>
        string.Join('\n', entries.Select((e, i) => $"{i + 1}. {e.Question}").Prepend(Acknowledgements.Offer(language)));

    /// <summary>The answer that a customer chose from the last offer, by pressing its row or writing its number; null when this is no choice.</summary>
    internal async Task<PlainAnswer?> ChosenAsync(Change change, Message message, CancellationToken cancel)
    {
        // Only a pressed row or a number can be a choice: no other message costs a look at what was offered.
        var text = message.Words.Trim();
        if (message.Kind is not MessageKind.Choice && text is not ("1" or "2" or "3"))
            return null;
        if (await LastAsync(change, message.ConversationId, message.Position, cancel) is not { Kind: MessageKind.Choice } offer)
            return null;
        var payload = await change.Db.Set<Outgoing>().Where(o => o.MessageId == offer.Id).Select(o => o.Payload).FirstOrDefaultAsync(cancel);
        if (payload is null || WhatsAppSend.FromJson(payload) is not ListSend list)
            return null;
        var row = list.Sections.SelectMany(s => s.Rows).FirstOrDefault(r => r.Title == text || r.Title.StartsWith($"{text}. ", StringComparison.Ordinal));
        return row?.Id.StartsWith(EntryPrefix, StringComparison.Ordinal) is true && Guid.TryParse(row.Id.AsSpan(EntryPrefix.Length), out var entry)
            ? await answering.ReadAsync(entry, cancel)
            : null;
    }

    private static Task<Message?> LastAsync(Change change, Guid conversationId, int before, CancellationToken cancel) =>
        change.Db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversationId && m.Position < before && m.Author == Author.Assistant)
            .OrderByDescending(m => m.Position).FirstOrDefaultAsync(cancel);

    private static ListRow Row(string id, string title) => new(
        id, Cut.Shown(title, WhatsAppLimits.RowTitle), title.Length > WhatsAppLimits.RowTitle ? Cut.Shown(title, WhatsAppLimits.RowDescription) : null);
}
