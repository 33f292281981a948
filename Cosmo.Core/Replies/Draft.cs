using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;

namespace Cosmo.Core.Replies;

/// <summary>
/// Composing: being made. Open: shown, waits for the word. Held: something new came in, waits for another look.
/// Stuck: parts could not be said in the customer's language. Confirmed, Cancelled, Replaced: over. TakenBack: it was
/// confirmed, and taken back before it left.
/// </summary>
public enum DraftState { Composing, Open, Held, Stuck, Confirmed, Cancelled, Replaced, TakenBack }

/// <summary>Where the member wrote.</summary>
public enum DraftSource { Browser, Phone }

/// <summary>An answer that waits for the member's confirmation.</summary>
public sealed partial class Draft
{
    private Draft() { }

    public required Guid Id { get; init; }
    public required Guid ConversationId { get; init; }
    public Guid? TicketId { get; init; }
    public required Guid MemberId { get; init; }
    public required DraftSource Source { get; init; }

    /// <summary>What the member wrote.</summary>
    public required string Words { get; init; }

    /// <summary>How it is to sound.</summary>
    public Wording Wording { get; init; }

    /// <summary>What the assistant had prepared and this draft was made of, see <see cref="PreparedAnswer"/>; null for a member's own words.</summary>
    public Guid? PreparedId { get; private init; }

    /// <summary>What the customer would get, word for word; empty until composed.</summary>
    public string Text { get; private set; } = "";
    public string Language { get; private set; } = "";

    /// <summary>What <see cref="Text"/> means in the member's language; null when it is in that language.</summary>
    public string? Meaning { get; private set; }
    public string Engine { get; private set; } = "";

    /// <summary>A model should have composed it and did not answer usably: the built-in engine stood in.</summary>
    public bool FellBack { get; set; }

    /// <summary>The parts that could not be composed, one per line.</summary>
    public string? Unmatched { get; private set; }

    /// <summary>What the fact guard found changed, one finding per line; a plain yes does not confirm such a draft.</summary>
    public string? Findings { get; private set; }
    public bool FindingsAccepted { get; private set; }

    /// <summary>The findings one by one; empty where there are none.</summary>
    public IReadOnlyList<string> FindingLines => Findings?.Split('\n') ?? [];

    /// <summary>The approved template that carries it, because the window is closed; null for free text.</summary>
    public string? Template { get; private set; }
    public string? TemplateLanguage { get; private set; }

    /// <summary>What fills the template's places, one per line; template values have no line breaks.</summary>
    public string? TemplateValues { get; private set; }

    /// <summary>It is stuck because the window is closed: there is no approved template, or the answer is too long for it.</summary>
    public bool IsStuckAtTemplate => State is DraftState.Stuck && Unmatched is { Length: 0 };

    /// <summary>The answer does not fit the template: somebody has to shorten it, or the customer has to write.</summary>
    public bool IsTooLongForTemplate { get; private set; }

    /// <summary>The conversation's version that the member has seen.</summary>
    public int SeenVersion { get; private set; }

    /// <summary>How many of the customer's changes the member has seen.</summary>
    public int SeenEdits { get; private set; }

    /// <summary>How many of the colleagues' notes the member has seen.</summary>
    public int SeenNotes { get; private set; }

    /// <summary>How much of the conversation the member has seen.</summary>
    public Seen Seen
    {
        get => new(SeenVersion, SeenEdits, SeenNotes);
        private set => (SeenVersion, SeenEdits, SeenNotes) = (value.Version, value.Edits, value.Notes);
    }

    /// <summary>The open question whose answer it tells the customer; null for any other draft.</summary>
    public Guid? QuestionId { get; private init; }
    public DraftState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Which picture of the draft this is: a member confirms the one they were shown, and two confirmations cannot both win.</summary>
    public int Revision { get; private set; }

    public bool IsWaiting => State is DraftState.Open or DraftState.Held or DraftState.Stuck or DraftState.Composing;

    /// <param name="notes">How many of the colleagues' notes there are.</param>
    public static Draft Begin(
        Guid id, Conversation conversation, Guid? ticketId, Guid memberId, DraftSource source, string words, DateTimeOffset now, Wording wording = Wording.AsItIs,
        int notes = 0, Guid? questionId = null) => new()
        {
            Id = id,
            ConversationId = conversation.Id,
            TicketId = ticketId,
            MemberId = memberId,
            Source = source,
            Words = words,
            Wording = wording,
            Seen = new(conversation.Version, conversation.Edits, notes),
            QuestionId = questionId,
            CreatedAt = now,
        };

    /// <summary>Begins a draft of what the assistant had prepared; its words are taken as they are.</summary>
    /// <param name="seen">The conversation as it is now.</param>
    public static Draft Of(PreparedAnswer prepared, Guid id, Guid memberId, DraftSource source, Seen seen, DateTimeOffset now) => new()
    {
        Id = id,
        ConversationId = prepared.ConversationId,
        TicketId = prepared.TicketId,
        MemberId = memberId,
        Source = source,
        Words = prepared.Text,
        PreparedId = prepared.Id,
        Seen = seen,
        CreatedAt = now,
    };

    /// <summary>Confirms it against the conversation as it is now.</summary>
    /// <param name="memberId">Who says so: only its own member can.</param>
    /// <param name="shown">The <see cref="Revision"/> that the member was shown; null where that is not known.</param>
    /// <param name="now">The conversation as it is now.</param>
    /// <param name="acceptFindings">The member has seen what changed and accepts it.</param>
    public Refusal? Confirm(Guid memberId, int? shown, Seen now, bool acceptFindings)
    {
        if (memberId != MemberId)
            return DraftRefusals.NotYours;
        if (State is DraftState.Confirmed)
            return DraftRefusals.AlreadySent;
        if (State is not (DraftState.Open or DraftState.Held))
            return DraftRefusals.NotWaiting;
        // It may have been composed anew since, in other words or in a template: nobody has said yes to those.
        if (shown != Revision)
            return DraftRefusals.Changed;
        if (now != Seen)
        {
            Move(DraftState.Held);
            return DraftRefusals.SomethingNew;
        }

        if (Findings is not null && !acceptFindings)
            return DraftRefusals.FactsChanged;
        FindingsAccepted = Findings is not null;
        Move(DraftState.Confirmed);
        return null;
    }

    /// <summary>The member was shown what is new. Where even more has come since, that is still to be looked at.</summary>
    /// <param name="memberId">Who says so: only its own member can.</param>
    /// <param name="shown">How far what they were shown goes.</param>
    /// <param name="now">The conversation as it is now.</param>
    public Refusal? ShowNews(Guid memberId, Seen shown, Seen now)
    {
        if (memberId != MemberId)
            return DraftRefusals.NotYours;
        if (State is not (DraftState.Open or DraftState.Held))
            return DraftRefusals.NotWaiting;
        Seen = Seen.And(shown);
        Move(Seen == now ? DraftState.Open : DraftState.Held);
        return State is DraftState.Held ? DraftRefusals.SomethingNew : null;
    }

    /// <summary>Why a member cannot take back what it became; null where only the send decides.</summary>
    public Refusal? CanTakeBack(Guid memberId) =>
        memberId != MemberId ? DraftRefusals.NotYours : State is DraftState.Confirmed ? null : DraftRefusals.NotWaiting;

    /// <summary>Its message was taken back before it left; it is over, and its words may be written differently.</summary>
    public void TakeBack()
    {
        if (State is DraftState.Confirmed)
            Move(DraftState.TakenBack);
    }

    public Refusal? Cancel(Guid memberId)
    {
        if (memberId != MemberId)
            return DraftRefusals.NotYours;
        if (!IsWaiting)
            return DraftRefusals.NotWaiting;
        Move(DraftState.Cancelled);
        return null;
    }

    /// <summary>The member wrote another text instead, or the ticket went to somebody else.</summary>
    public void Replace()
    {
        if (IsWaiting)
            Move(DraftState.Replaced);
    }

    private void Move(DraftState state)
    {
        State = state;
        Revision++;
    }
}
