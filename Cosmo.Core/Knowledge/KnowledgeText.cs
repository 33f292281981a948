namespace Cosmo.Core.Knowledge;

/// <summary>An entry as it is written.</summary>
/// <param name="Question">What customers ask, or the title of an article.</param>
/// <param name="Answer">In Markdown.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Published">Customers may be answered from it.</param>
/// <param name="TeamOnly">It never leaves the team, whatever else it says.</param>
public sealed record KnowledgeText(string Question, string Answer, string Language, string Category, bool Published, bool TeamOnly)
{
    public static readonly Refusal NoQuestion = new("knowledge.no-question", "Write the question that customers ask.");
    public static readonly Refusal NoAnswer = new("knowledge.no-answer", "Write the answer.");
    public static readonly Refusal TooLong = new(
        "knowledge.too-long", "A question has at most 300 characters, an answer at most 4,000, an article at most 20,000, a category at most 60; an entry at most 30 other wordings.");

    public KnowledgeKind Kind { get; init; }

    /// <summary>Other ways to ask the same.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>Customers are no longer answered from it after this instant; null for ever.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Longest answer of this kind, in characters.</summary>
    public static int Longest(KnowledgeKind kind) => kind is KnowledgeKind.Article ? KnowledgeEntry.LongestArticle : KnowledgeEntry.LongestAnswer;

    /// <summary>Why it cannot be kept as it is; null where it can.</summary>
    public Refusal? Check() => this switch
    {
        _ when string.IsNullOrWhiteSpace(Question) => NoQuestion,
        _ when string.IsNullOrWhiteSpace(Answer) => NoAnswer,
        _ when Question.Trim().Length > KnowledgeEntry.LongestQuestion || Answer.Trim().Length > Longest(Kind)
            || Category.Trim().Length > KnowledgeEntry.LongestCategory || Variants.Count > KnowledgeEntry.MostVariants
            || Variants.Any(v => v.Trim().Length > KnowledgeEntry.LongestQuestion) => TooLong,
        _ => null,
    };
}
