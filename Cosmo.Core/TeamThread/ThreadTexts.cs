using System.Collections.Frozen;
using System.Reflection;

namespace Cosmo.Core.TeamThread;

/// <summary>What Cosmo says to members and the words they may write, by language; English where a language lacks a text.</summary>
public static class ThreadTexts
{
    private const string Fallback = "en";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> s_languages = Load();

    /// <summary>The languages that have texts, ISO 639-1.</summary>
    public static IEnumerable<string> Languages => s_languages.Keys;

    /// <summary>The keys that a language has texts for.</summary>
    public static IEnumerable<string> Keys(string language) => s_languages[language].Keys;

    /// <summary>A text with its places filled. Values are put in last, so that a customer's words are never read as a place.</summary>
    public static string Say(string language, string key, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var text = Find(language, key);
        var said = new System.Text.StringBuilder(text.Length + 64);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
            {
                said.Append(text[i]);
                continue;
            }

            said.Append(Value(text[(i + 1)..end], values));
            i = end;
        }

        return said.ToString();
    }

    /// <summary>The words for a command, in the member's language and in English.</summary>
    public static IEnumerable<string> Words(string language, string command) =>
        new[] { language, Fallback }.Distinct()
            .SelectMany(l => Find(l, $"word.{command}").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string? Value(string name, ReadOnlySpan<(string Name, string? Value)> values)
    {
        foreach (var (known, value) in values)
        {
            if (known == name)
                return value;
        }

        return "";
    }

    private static string Find(string language, string key) =>
        s_languages.TryGetValue(language, out var texts) && texts.TryGetValue(key, out var text) ? text : s_languages[Fallback][key];

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Load()
    {
        const string prefix = "Cosmo.Core.TeamThread.Words.";
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[prefix.Length..^".txt".Length], n => Read(assembly, n));
    }

    private static FrozenDictionary<string, string> Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Split('\n')
            .Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split(" = ", 2))
            .Where(p => p.Length == 2)
            .ToFrozenDictionary(p => p[0].Trim(), p => p[1].TrimEnd('\r').Replace("\\n", "\n", StringComparison.Ordinal));
    }
}
