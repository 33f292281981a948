using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Assistant;

/// <summary>What a decision stands on: the knowledge and the rules, as they are or as somebody thinks of having them.</summary>
/// <param name="Book">The policy and the rules; null for those that are saved.</param>
public sealed record Ground(KnowledgeView Knowledge, EscalationBook? Book)
{
    /// <summary>What holds for customers now.</summary>
    public static readonly Ground Now = new(KnowledgeView.Published, null);
}

/// <summary>What becomes of a message.</summary>
public abstract record TurnOutcome
{
    private TurnOutcome() { }

    /// <summary>A person is needed.</summary>
    public sealed record HandOff(Reason Reason) : TurnOutcome;

    /// <summary>Several entries could be meant: the customer chooses.</summary>
    public sealed record Offer(IReadOnlyList<OfferedEntry> Entries) : TurnOutcome;

    /// <summary>It is answered, perhaps together with what was asked just before.</summary>
    /// <param name="Sources">The entries that are cited.</param>
    public sealed record Answer(string Text, string Language, IReadOnlyList<Guid> Sources) : TurnOutcome;

    /// <summary>One short question makes it answerable.</summary>
    public sealed record AskBack(string Text, string Language) : TurnOutcome;

    /// <summary>Nobody knows an answer, and the business wants no ticket for that: the customer is told so, and how to get a person.</summary>
    /// <param name="Text">Empty where the customer has written on meanwhile.</param>
    public sealed record Unknown(string Text, string Language) : TurnOutcome;

    /// <summary>A greeting, thanks or a goodbye is returned.</summary>
    public sealed record Courtesy(string Text, string Language) : TurnOutcome;

    /// <summary>The customer has written on meanwhile: it is answered together with their next message.</summary>
    public sealed record Later : TurnOutcome;
}

/// <summary>What the assistant would do with a message, and everything that led there.</summary>
/// <param name="Language">ISO 639-1 code of the language that the customer is answered in.</param>
/// <param name="Book">The policy and the rules that it was decided by.</param>
/// <param name="Around">Who wrote, and what corrections taught.</param>
/// <param name="Search">What the knowledge has on it; null for what holds no words.</param>
public sealed record Deliberation(
    string Text, Understood Understood, string Language, EscalationBook Book, Circumstances Around, AnswerSearch? Search, Decision Decision, TurnOutcome Outcome)
{
    /// <summary>What a model was asked about it; null where none was.</summary>
    public Consultation? Consultation { get; init; }

    /// <summary>Customers are answered in this language at all; where they are not, nobody asks a model what it would say.</summary>
    public bool IsSpoken => Manner.Speaks(Language);

    /// <summary>How the assistant is to behave.</summary>
    public AssistantManner Manner { get; init; } = AssistantManner.Default;

    /// <summary>What of that decided; null where the built-in engine's decision stands.</summary>
    public CounselKind? Followed { get; init; }

    /// <summary>What models counted for it; null where none was asked, none said, or everything was known from before.</summary>
    public TokenUse? Tokens => TokenUse.Sum(Understood.Tokens, Consultation?.Tokens);

    /// <summary>All that a model said about it was known from the same words before.</summary>
    public bool IsRemembered => Understood.IsRemembered && Consultation is not { IsRemembered: false };

    /// <summary>It needs nobody for a reason of its own, and no entry plainly answers it: this is what a model may decide.</summary>
    public bool IsOpen => IsSpoken && Decision is Decision.HandOff { Reason.Trigger: Tickets.Trigger.NoAnswer } && Search is not null;

    /// <summary>The business's own rule that fires on it; null for none.</summary>
    public EscalationRule? Rule => Book.Rules.FirstOrDefault(r => r.Fires(Text, Understood.Language));

    /// <summary>What spoke for a ticket, and how strongly.</summary>
    public IReadOnlyList<Weighed> Weighed => EscalationDecision.Weigh(Text, Understood, Book.Policy, Around.Learned);
}
