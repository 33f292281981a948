using System.Buffers;
using System.Globalization;

namespace Cosmo.Core.Replies;

/// <summary>A template that greets the customer by name makes the answer's own greeting one too many.</summary>
internal static class TemplateGreeting
{
    private const string Name = "{{1}}";
    private static readonly SearchValues<char> s_marks = SearchValues.Create(",،.!:;");

    /// <summary>The answer without its opening greeting, where the template opens with the same one.</summary>
    /// <param name="body">The template's text, with its places.</param>
    /// <param name="words">The answer on one line.</param>
    /// <param name="contactName">The customer's name as it is known; the answer may greet by its first part.</param>
    /// <returns>The answer unchanged where anything else than hello and the name stands before the first mark.</returns>
    public static string Without(string body, string words, string contactName)
    {
        var place = body.IndexOf(Name, StringComparison.Ordinal);
        var hello = place < 0 ? "" : Bare(body[..place]);
        var end = words.AsSpan().IndexOfAny(s_marks);
        if (hello.Length == 0 || end < 0)
            return words;

        var opening = Bare(words[..end]);
        var rest = words[(end + 1)..].TrimStart();
        string[] greetings = [hello, $"{hello} {contactName}", $"{hello} {contactName.Split(' ')[0]}"];
        return rest.Length > 0 && greetings.Any(g => string.Equals(g.Trim(), opening, StringComparison.OrdinalIgnoreCase))
            ? char.ToUpper(rest[0], CultureInfo.InvariantCulture) + rest[1..]
            : words;
    }

    private static string Bare(string text) => text.Trim(' ', '¡', ',', '،');
}
