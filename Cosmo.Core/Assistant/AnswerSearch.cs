using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant;

/// <summary>
/// What stands between an entry and a customer. Language: it is written in theirs. Match: it asks nearly what they asked.
/// Lead: no other entry comes near. Explained: or else every word of theirs is explained by its question, and no other entry
/// is near. Sayable: it has a text that fits a message.
/// </summary>
public enum AnswerGuard { Language, Match, Lead, Explained, Sayable }

/// <summary>How one guard judged the nearest entry.</summary>
/// <param name="Score">What it measured; null where it measures nothing.</param>
/// <param name="Threshold">What was asked for; null where it measures nothing.</param>
public sealed record GuardResult(AnswerGuard Guard, bool Passed, double? Score = null, double? Threshold = null);

/// <summary>A passage that was looked at.</summary>
/// <param name="Question">The entry's question or title.</param>
/// <param name="Heading">Of the entry's questions the one that is nearest to what was asked.</param>
/// <param name="Text">What it says, in Markdown.</param>
/// <param name="Nearness">How near it is to the message, in any language; comparable within one message only.</param>
/// <param name="Match">What both questions have in common (0 to 1); null for an entry in another language, which cannot be said.</param>
public sealed record FoundPassage(Guid EntryId, string Question, string Heading, string Text, string Language, bool IsPublished, double Nearness, double? Match);

/// <summary>What the knowledge has on a message, and whether it answers it.</summary>
/// <param name="Passages">The nearest of each entry, best first.</param>
/// <param name="Guards">In the order they were asked; empty where nothing was found.</param>
/// <param name="Answer">The plain answer; null when it is not sure.</param>
public sealed record AnswerSearch(IReadOnlyList<FoundPassage> Passages, IReadOnlyList<GuardResult> Guards, PlainAnswer? Answer);
