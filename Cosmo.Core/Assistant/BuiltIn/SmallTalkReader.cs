using System.Text.RegularExpressions;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>
/// Tells greetings, thanks and goodbyes from everything else. Small talk is a closed list: a message counts only if
/// each of its words belongs to it, and a question only if it is one of the pleasantries that want no answer.
/// </summary>
internal static partial class SmallTalkReader
{
    private const int MostWords = 12;

    /// <summary>What a message only says, or None when it says anything else.</summary>
    /// <param name="text">The message as it was written.</param>
    /// <param name="words">Its folded words.</param>
    /// <param name="rules">The word lists.</param>
    public static SmallTalk Read(string text, List<string> words, WordRules rules)
    {
        if (words.Count is 0 or > MostWords || AsksSomething(text, rules))
            return SmallTalk.None;
        if (rules.Covers(words, "thanks", "small", "greeting", "goodbye", "pleasantry"))
            return SmallTalk.Thanks;
        // "Ciao" greets in one language and parts in another; who asks how we are has only come.
        if (rules.Covers(words, "pleasantry", "small", "greeting"))
            return SmallTalk.Greeting;
        if (rules.Covers(words, "goodbye", "small", "greeting"))
            return SmallTalk.Goodbye;
        return rules.Covers(words, "greeting", "small") ? SmallTalk.Greeting : SmallTalk.None;
    }

    private static bool AsksSomething(string text, WordRules rules)
    {
        foreach (Match question in QuestionPattern().Matches(text))
        {
            var words = Fold.Words(question.Value);
            if (words.Count > 0 && !rules.Covers(words, "pleasantry", "small", "greeting", "thanks") && !rules.Covers(words, "greeting"))
                return true;
        }

        return false;
    }

    // From the end of the sentence before to the question mark; a full stop inside a number ends nothing that matters here.
    [GeneratedRegex(@"[^.!?؟？\n]*[?؟？]", RegexOptions.CultureInvariant)]
    private static partial Regex QuestionPattern();
}
