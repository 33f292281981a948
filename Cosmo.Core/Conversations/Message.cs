using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Cosmo.Core.Storage;

namespace Cosmo.Core.Conversations;

/// <summary>Who wrote a message.</summary>
public enum Author { Customer, Assistant, Member, BusinessApp }

/// <summary>What a message is made of.</summary>
public enum MessageKind
{
    Text, Image, Video, Audio, Voice, Document, Sticker, Location, Contacts, Choice, Order, Template, Unsupported,
}

/// <summary>How far a message has come. The order is the order of progress, except for the last three. Recalled: taken back before it left.</summary>
public enum Delivery { Received, Queued, Sending, Sent, Delivered, Read, Failed, Uncertain, Recalled }

/// <summary>One message of a conversation, in or out.</summary>
public sealed class Message
{
    private Message() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ConversationId { get; init; }
    public required Guid ChannelAccountId { get; init; }

    /// <summary>Place in the conversation by arrival: two messages of one second keep their order.</summary>
    public required int Position { get; init; }
    public required Author Author { get; init; }
    public required MessageKind Kind { get; init; }

    /// <summary>What was said, or what stands for it: a caption, a place's name, the title of the pressed button.</summary>
    public required string Text { get; set; }

    /// <summary>
    /// What was said in words. Empty where <see cref="Text"/> only stands for something: a place, a contact, an order, a kind that
    /// the provider does not hand on, such as the edit of a message.
    /// </summary>
    public string Words => StandsForSomething(Kind) ? "" : Text;

    /// <summary>What it is called where one line stands for it; in brackets where nobody wrote that.</summary>
    public string Issue => IssueOf(Kind, Text);

    /// <summary>The same for what a query knows of a message.</summary>
    public static string IssueOf(MessageKind kind, string text) => text.Length == 0 ? $"[{kind}]" : StandsForSomething(kind) ? $"[{kind}: {text}]" : text;

    private static bool StandsForSomething(MessageKind kind) => kind is MessageKind.Location or MessageKind.Contacts or MessageKind.Order or MessageKind.Unsupported;

    /// <summary>The text as it is searched, see <see cref="SearchText"/>.</summary>
    public string SearchTerms { get; private set; } = "";

    /// <summary>Provider's time for what came in, our time for what goes out.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The provider's id; unique per account, so that a webhook delivered twice is stored once.</summary>
    public string? ProviderId { get; private set; }
    public string? QuotedProviderId { get; init; }
    public Delivery Delivery { get; private set; }

    /// <summary>Why it failed or is uncertain, as a key of the plain words for it.</summary>
    public string? DeliveryError { get; private set; }
    public DateTimeOffset? DeliveredAt { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }
    public string? Language { get; set; }

    /// <summary>The member who confirmed it.</summary>
    public Guid? MemberId { get; init; }
    public Guid? TicketId { get; set; }

    /// <summary>The draft that was confirmed: unique, so that one draft is one message.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>SHA-256 of the confirmed text in UTF-8, lower-case hex: what is sent is what was confirmed.</summary>
    public string? TextHash { get; init; }

    /// <summary>What it means in the language of the member who confirmed it.</summary>
    public string? Meaning { get; init; }

    /// <summary>The knowledge entries that an answer of the assistant was taken from, as ids separated by commas.</summary>
    public string? Sources { get; init; }
    public string? MediaId { get; init; }
    public string? MediaType { get; init; }
    public string? FileName { get; init; }
    public bool IsForwarded { get; init; }

    /// <summary>Until then it waits, so that whoever confirmed it can take it back; null where it left at once.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The customer's reaction to it.</summary>
    public string? Reaction { get; set; }

    /// <summary>The customer edited or took it back; the first wording stays in the provider's record.</summary>
    public DateTimeOffset? EditedAt { get; private set; }
    public bool IsRevoked { get; private set; }

    /// <summary>The provider's own record of an incoming message, as JSON.</summary>
    public string? Raw { get; init; }

    public bool IsInbound => Author is Author.Customer;

    /// <summary>
    /// Words that the other side has got, or may have: nobody took them back, and no send of ours failed. Whatever goes by what was said in a
    /// conversation goes by these. For queries; <see cref="IsSaid"/> is the same.
    /// </summary>
    public static readonly Expression<Func<Message, bool>> Said = m => !m.IsRevoked && m.Delivery != Delivery.Recalled && m.Delivery != Delivery.Failed;

    /// <summary>True for words that the other side has got, or may have, see <see cref="Said"/>.</summary>
    public bool IsSaid => WasSaid(IsRevoked, Delivery);

    /// <summary>The same for what a page knows of a message.</summary>
    public static bool WasSaid(bool isRevoked, Delivery delivery) => !isRevoked && delivery is not (Delivery.Recalled or Delivery.Failed);

    internal static Message Incoming(Conversation conversation, Inbound inbound, DateTimeOffset at) => new()
    {
        ConversationId = conversation.Id,
        ChannelAccountId = conversation.ChannelAccountId,
        Position = conversation.Version,
        Author = inbound.Author,
        Kind = inbound.Kind,
        Text = inbound.Text,
        SearchTerms = SearchText.Fold(inbound.Text),
        At = at,
        ProviderId = inbound.ProviderId,
        QuotedProviderId = inbound.QuotedProviderId,
        Delivery = inbound.Author is Author.Customer ? Delivery.Received : Delivery.Sent,
        MediaId = inbound.MediaId,
        MediaType = inbound.MediaType,
        FileName = inbound.FileName,
        IsForwarded = inbound.IsForwarded,
        Raw = inbound.Raw,
    };

    internal static Message Outgoing(Conversation conversation, Outbound outbound, DateTimeOffset at) => new()
    {
        ConversationId = conversation.Id,
        ChannelAccountId = conversation.ChannelAccountId,
        Position = conversation.Version,
        Author = outbound.Author,
        Kind = outbound.Kind,
        Text = outbound.Text,
        SearchTerms = SearchText.Fold(outbound.Text),
        At = at,
        Delivery = Delivery.Queued,
        Language = outbound.Language,
        MemberId = outbound.MemberId,
        TicketId = outbound.TicketId,
        DraftId = outbound.DraftId,
        TextHash = Hash(outbound.Text),
        Meaning = outbound.Meaning,
        Sources = outbound.Sources,
        QuotedProviderId = outbound.QuotedProviderId,
        HeldUntil = outbound.HeldUntil,
    };

    /// <summary>SHA-256 of a text in UTF-8, as lower-case hex.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Takes over what the outbox learnt about this message.</summary>
    public void Report(Delivery delivery, string? providerId, string? error, DateTimeOffset? deliveredAt, DateTimeOffset? readAt)
    {
        (Delivery, DeliveryError) = (delivery, error);
        ProviderId = providerId ?? ProviderId;   // sent again it has another, and the customer quotes that one
        (DeliveredAt, ReadAt) = (deliveredAt, readAt);
    }

    /// <summary>The customer changed what they wrote (WhatsApp: within 15 minutes). Webhooks come in any order: the latest wording stays.</summary>
    /// <returns>False where it changed nothing.</returns>
    public bool Edit(string text, DateTimeOffset at)
    {
        if (IsRevoked || EditedAt > at)
            return false;
        (Text, SearchTerms, EditedAt) = (text, SearchText.Fold(text), at);
        return true;
    }

    /// <summary>The customer took it back (WhatsApp: within two days). The text goes; that there was one stays.</summary>
    /// <returns>False where it was gone before.</returns>
    public bool Revoke(DateTimeOffset at)
    {
        if (IsRevoked)
            return false;
        (Text, SearchTerms, EditedAt, IsRevoked) = ("", "", at, true);
        return true;
    }
}
