namespace Cosmo.Core.TeamThread;

/// <summary>What a member's message asks for.</summary>
public enum Ask { Reply, Send, Anyway, Cancel, Change, AsWritten, List, Show, Note, Close, Help, Away, Back, Undo, Translate, HandOver, Shorter, Formal, Add, Choose, Keep, Mistyped }

/// <summary>A member's message, read.</summary>
/// <param name="Text">
/// The words that go with it: of a reply, a note, a change; whom to hand over to; until when somebody is away; why a ticket ends;
/// the guessed word of a mistyped one.
/// </param>
/// <param name="TicketNumber">The ticket that was named with #.</param>
/// <param name="Id">The draft or ticket of a pressed button.</param>
/// <param name="Revision">The picture of the draft that the button stood under; null for a button from before there were any.</param>
public sealed record ThreadCommand(Ask Ask, string Text = "", int? TicketNumber = null, Guid? Id = null, int? Revision = null)
{
    /// <summary>When the member sent it, by the provider's clock.</summary>
    public DateTimeOffset At { get; init; }
}
