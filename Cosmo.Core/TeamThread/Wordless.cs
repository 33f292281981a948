using Cosmo.Core.Conversations;

namespace Cosmo.Core.TeamThread;

/// <summary>How phones show what a customer sent without words that could be shown.</summary>
internal static class Wordless
{
    private static readonly string s_unsupported = $"[{MessageKind.Unsupported}";

    /// <summary>What a message says, in no language where the provider did not hand its words on.</summary>
    public static string Of(MessageKind kind, string text) =>
        kind is MessageKind.Unsupported ? $"{s_unsupported}: {text}]" : text.Length > 0 ? text : $"[{kind}]";

    /// <summary>The same in the member's language.</summary>
    /// <param name="text">The message's words, or what they mean.</param>
    public static string Of(string language, Message message, string text) => message.IsRevoked ? text : In(language, Of(message.Kind, text));

    /// <summary>A ticket's issue, or messages one below the other, in the member's language.</summary>
    public static string In(string language, string text) =>
        text.Contains(s_unsupported, StringComparison.Ordinal)
            ? string.Join('\n', text.Split('\n').Select(line => line.StartsWith(s_unsupported, StringComparison.Ordinal) ? $"[{ThreadTexts.Say(language, $"kind.{MessageKind.Unsupported}")}]" : line))
            : text;
}
