using Cosmo.Core.Assistant.BuiltIn;

namespace Cosmo.Core.Assistant.Models;

/// <summary>Names of what nobody is ever asked for in a chat: numbers of cards, passwords, codes, accounts, papers. In the eleven languages. Pure.</summary>
internal static class SecretWords
{
    /// <summary>Shorter words are only found as they stand: "pin" is no beginning of "pink".</summary>
    private const int ShortestBeginning = 5;

    private static readonly (string Secret, string Phrase)[] s_phrases =
    [
        .. Lines().SelectMany(line => line.Phrases.Select(phrase => (line.Secret, $" {Folded(phrase)}{(phrase.Split(' ')[^1].Length < ShortestBeginning ? " " : "")}"))),
    ];

    /// <summary>The secrets that a text names, whatever language it is in.</summary>
    public static HashSet<string> In(string text)
    {
        var words = $" {Folded(text)} ";
        return [.. s_phrases.Where(p => words.Contains(p.Phrase, StringComparison.Ordinal)).Select(p => p.Secret)];
    }

    /// <summary>The list as it is kept.</summary>
    internal static IEnumerable<(string Language, string Secret, string[] Phrases)> Lines() => EmbeddedText.Lines("Guarding.secrets.txt")
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(parts => (parts[0], parts[1], parts[2].Split(',', StringSplitOptions.TrimEntries)));

    private static string Folded(string text) => string.Join(' ', Fold.Words(text));
}
