using System.Text.RegularExpressions;
using Cosmo.Core.Conversations;

namespace Cosmo.Core.TeamThread;

/// <summary>How phones and e-mails call what a customer sent without words: a ticket's issue keeps it as <see cref="Message.Issue"/> does, in no language.</summary>
internal static class Wordless
{
    private const string Prefix = "kind.";

    // A line that stands for a message, alone or as what was written last. What a longest length cut off has no end.
    private static readonly Regex s_mark = new(
        $@"^(?<before>… )?\[(?<kind>{string.Join('|', ThreadTexts.Keys("en").Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).Select(k => k[Prefix.Length..]))})(?<after>\]|: [^\n]*)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    /// <summary>A ticket's issue, or messages one below the other, in the member's language.</summary>
    public static string In(string language, string text) => s_mark.Replace(text, mark =>
    {
        var kind = mark.Groups["kind"].Value;
        // What the provider did not hand on has no words of the customer's.
        var after = kind == nameof(MessageKind.Unsupported) ? "]" : mark.Groups["after"].Value;
        return $"{mark.Groups["before"].Value}[{ThreadTexts.Say(language, Prefix + kind)}{after}";
    });

    /// <summary>What of a text is the customer's words, which can be translated.</summary>
    public static string Said(string text) => string.Join('\n', text.Split('\n').Where(line => !s_mark.IsMatch(line)));

    /// <summary>The same as <see cref="In"/> in few words: with what the customer's words mean in their place, where that is known.</summary>
    public static string InShort(string language, string text, string? meaning) =>
        meaning is null ? In(language, text) : string.Join('\n', [.. text.Split('\n').Where(line => s_mark.IsMatch(line)).Select(line => In(language, line)), meaning]);
}
