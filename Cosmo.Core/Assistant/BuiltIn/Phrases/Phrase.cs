using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>Where a phrase stands in a message. An item is a thing to ask for: a noun phrase, not a sentence.</summary>
internal enum PhraseKind { Opening, Apology, Statement, Item, Question, Closing, Customer }

/// <summary>Who does what a statement says.</summary>
internal enum Actor { Nobody, Business, Customer }

/// <summary>One way to say a phrase: each group needs a hit; the optional words may stand beside it.</summary>
internal sealed record Pattern(int[][] Groups, int[] Optional);

/// <summary>A phrase in one language: how it is written, and the patterns that recognise it.</summary>
internal sealed partial record Phrase(string Id, string Text, Pattern[] Patterns)
{
    public PhraseKind Kind { get; } = Family(Id) switch
    {
        "open" => PhraseKind.Opening,
        "sorry" => PhraseKind.Apology,
        "ask" => PhraseKind.Item,
        "q" => PhraseKind.Question,
        "close" => PhraseKind.Closing,
        "c" => PhraseKind.Customer,
        _ => PhraseKind.Statement,
    };

    /// <summary>Who acts: in "we will refund" the business, in "please send it back" the customer.</summary>
    public Actor Actor { get; } = Id switch
    {
        "cancel.late" or "pay.failed" => Actor.Nobody,
        "return.please" or "return.keep" or "return.within" or "wait.moment" or "ship.link" or "link.here" or "mail.us" or "size.chart"
            or "visit.welcome" or "price.code" or "pickup.shop" or "pickup.until"
            or "pay.card" or "pay.cash" or "pay.transfer" or "pay.on-delivery" or "pay.link" => Actor.Customer,
        "return.label" or "return.received" or "stock.supplier" or "stock.notify" or "stock.reserve" or "price.discount" or "price.no-discount"
            or "deliver.abroad" or "deliver.not-there" or "deliver.again" or "deliver.carrier" or "gift.wrap" or "gift.cards" or "photo.will" => Actor.Business,
        _ => Family(Id) is "refund" or "replace" or "exchange" or "cancel" or "credit" or "check" or "change" or "pass" or "pay" or "ship" or "arrive" or "delay"
            or "invoice" or "call" or "repair" or "order"
            ? Actor.Business : Actor.Nobody,
    };

    /// <summary>True when the customer gets something: it can be told from the customer's side as well, and only we can do it.</summary>
    public bool Gives { get; } = Family(Id) is "refund" or "replace" or "credit";

    /// <summary>True when it is done for nobody: "wait for us" is more than "wait".</summary>
    public bool Alone { get; } = Id is "wait.moment";

    /// <summary>True when it tells of ourselves as well: "our warehouse looks into it", in many languages also "we report us" (wir melden uns).</summary>
    public bool Returns { get; } = Family(Id) is "check" or "pass" or "order" or "pay" || Id is "stock.supplier" or "return.received" or "gift.cards";

    /// <summary>The slots in its text, sorted.</summary>
    public string[] Slots { get; } = [.. SlotPattern().Matches(Text).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];

    private static string Family(string id) => id[..id.IndexOf('.', StringComparison.Ordinal)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex SlotPattern();
}

/// <summary>A phrase that was found in a text, with the facts that fill its slots.</summary>
internal sealed record Said(string Id, PhraseKind Kind, IReadOnlyList<Fact> Facts);
