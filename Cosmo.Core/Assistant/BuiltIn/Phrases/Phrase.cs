using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>Where a phrase stands in a message. An item is a thing to ask for: a noun phrase, not a sentence.</summary>
internal enum PhraseKind { Opening, Apology, Statement, Item, Question, Closing, Customer }

/// <summary>One way to say a phrase: each group needs a hit; the optional words may stand beside it.</summary>
internal sealed record Pattern(int[][] Groups, int[] Optional);

/// <summary>A phrase in one language: how it is written, and the patterns that recognise it.</summary>
internal sealed partial record Phrase(string Id, string Text, Pattern[] Patterns)
{
    public PhraseKind Kind { get; } = Id[..Id.IndexOf('.', StringComparison.Ordinal)] switch
    {
        "open" => PhraseKind.Opening,
        "sorry" => PhraseKind.Apology,
        "ask" => PhraseKind.Item,
        "q" => PhraseKind.Question,
        "close" => PhraseKind.Closing,
        "c" => PhraseKind.Customer,
        _ => PhraseKind.Statement,
    };

    /// <summary>The slots in its text, sorted.</summary>
    public string[] Slots { get; } = [.. SlotPattern().Matches(Text).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex SlotPattern();
}

/// <summary>A phrase that was found in a text, with the facts that fill its slots.</summary>
internal sealed record Said(string Id, PhraseKind Kind, IReadOnlyList<Fact> Facts);
