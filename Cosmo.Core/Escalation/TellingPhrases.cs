namespace Cosmo.Core.Escalation;

/// <summary>A phrase that several messages say.</summary>
/// <param name="Messages">Which of them, by their places.</param>
public sealed record TellingPhrase(string Phrase, IReadOnlyList<int> Messages);

/// <summary>Finds what messages have in common and others do not say. Pure: the same messages, the same phrases.</summary>
public static class TellingPhrases
{
    private const int LongestPhrase = 4;
    private const int FewestMessages = 2;

    /// <summary>For each message of ours that says it, others may say a phrase so often; more often it tells nothing.</summary>
    private const int OthersPerMessage = 3;

    /// <summary>A phrase needs a word of so many letters: shorter ones hold sentences together.</summary>
    private const int Telling = 4;

    /// <summary>The phrases, those of the most messages first; each message is told of once.</summary>
    /// <param name="messages">What the phrases are looked for in.</param>
    /// <param name="against">Messages that none of the phrases may stand in.</param>
    /// <param name="others">What else is written; a phrase that is usual there tells nothing.</param>
    public static IReadOnlyList<TellingPhrase> Find(IReadOnlyList<string> messages, IEnumerable<string> against, IEnumerable<string> others)
    {
        var (never, rarely) = (against.Select(EscalationDecision.Words).ToList(), others.Select(EscalationDecision.Words).ToList());
        var said = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Count; i++)
        {
            foreach (var phrase in Phrases(messages[i]))
            {
                if (!said.TryGetValue(phrase, out var places))
                    said[phrase] = places = [];
                places.Add(i);
            }
        }

        var open = said.Where(s => s.Value.Count >= FewestMessages && !never.Exists(n => Says(n, s.Key)))
            .Select(s => (Phrase: s.Key, Places: s.Value, Others: rarely.Count(r => Says(r, s.Key)))).Where(s => s.Others <= s.Places.Count * OthersPerMessage).ToList();
        var found = new List<TellingPhrase>();
        // Of phrases that tell as much the rarer one is the safer rule, and of these the longer one.
        while (open.Count > 0)
        {
            var (phrase, places, _) = open.OrderByDescending(o => o.Places.Count).ThenBy(o => o.Others).ThenByDescending(o => o.Phrase.Length).ThenBy(o => o.Phrase, StringComparer.Ordinal).First();
            found.Add(new(phrase, [.. places.Order()]));
            foreach (var (_, left, _) in open.Where(o => o.Phrase != phrase))
                left.ExceptWith(places);
            open.RemoveAll(o => o.Phrase == phrase || o.Places.Count < FewestMessages);
        }

        return found;
    }

    private static IEnumerable<string> Phrases(string message)
    {
        var words = EscalationDecision.Words(message).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var from = 0; from < words.Length; from++)
        {
            for (var length = 1; length <= LongestPhrase && from + length <= words.Length; length++)
            {
                var part = words[from..(from + length)];
                // A number is of one order, not of a kind of message.
                if (Array.Exists(part, w => w.Length >= Telling) && !Array.Exists(part, w => w.Any(char.IsDigit)))
                    yield return string.Join(' ', part);
            }
        }
    }

    private static bool Says(string words, string phrase) => words.Contains($" {phrase} ", StringComparison.Ordinal);
}
