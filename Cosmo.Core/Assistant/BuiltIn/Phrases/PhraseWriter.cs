using System.Globalization;
using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>Writes phrases as one message: opening, apology, statements, what is asked for in one sentence, questions, closing.</summary>
internal static class PhraseWriter
{
    /// <summary>A whole message to a customer.</summary>
    /// <param name="bare">Without the greeting and the courtesies that nobody asked for.</param>
    public static string Message(IReadOnlyList<Said> said, PhraseLanguage language, string? contactName, bool bare = false)
    {
        var sentences = new List<string>();
        if (!bare)
            sentences.Add(Hello(language, contactName));
        if (!bare && !said.Any(s => s.Kind is PhraseKind.Opening && s.Id != "open.hello"))
            sentences.Add(language.Setting("thanks"));
        Add(PhraseKind.Opening);
        // What follows the comma of the greeting goes on in its sentence.
        if (!bare && sentences.Count > 1 && said.Any(s => s.Kind is PhraseKind.Opening && s.Id != "open.hello"))
            sentences[1] = char.ToLowerInvariant(sentences[1][0]) + sentences[1][1..];
        Add(PhraseKind.Apology);
        Add(PhraseKind.Statement);
        var items = said.Where(s => s.Kind is PhraseKind.Item).Select(s => s.Id).Distinct().Select(id => language.Find(id).Text).ToList();
        if (items.Count > 0)
            sentences.Add(language.Setting("request").Replace("{items}", Join(items, language), StringComparison.Ordinal));
        Add(PhraseKind.Question);
        Add(PhraseKind.Closing);
        if ((!bare || sentences.Count == 0) && !said.Any(s => s.Kind is PhraseKind.Closing))
            sentences.Add(language.Setting(items.Count > 0 ? "thank-you" : "closing"));
        return Flow(sentences);

        void Add(PhraseKind kind) => sentences.AddRange(said
            .Where(s => s.Kind == kind && s.Id != "open.hello")
            .Select(s => Sentence(s, language))
            .Distinct());
    }

    /// <summary>The phrases one after the other, without opening and closing.</summary>
    public static string Plain(IReadOnlyList<Said> said, PhraseLanguage language) =>
        Flow([.. said.Select(s => Sentence(s, language)).Distinct()]);

    // A link or code ends its line, because a full stop would seem to belong to it.
    private static string Flow(List<string> sentences) => string.Concat(sentences.Select((s, i) =>
        i == sentences.Count - 1 ? s : s + (char.IsLetterOrDigit(s[^1]) || s[^1] is '/' ? '\n' : ' ')));

    private static string Sentence(Said said, PhraseLanguage language)
    {
        var text = language.Find(said.Id).Text;
        foreach (var fact in said.Facts)
        {
            var slot = fact.Kind is FactKind.Number ? "{code}" : $"{{{fact.Kind.ToString().ToLowerInvariant()}}}";
            // One place for each: "from {time} to {time}" holds two, in their order.
            var place = text.IndexOf(slot, StringComparison.Ordinal);
            if (place >= 0)
                text = text.Remove(place, slot.Length).Insert(place, Value(fact, language.Code));
        }

        return text;
    }

    private static string Value(Fact fact, string language)
    {
        var meaning = fact.Meanings[0];
        if (fact.Kind is FactKind.Duration)
        {
            var space = meaning.IndexOf(' ', StringComparison.Ordinal);
            return FactWords.Duration(language, meaning[..space], meaning[(space + 1)..]);
        }

        if (fact.Kind is not FactKind.Date || fact.Raw.Count(char.IsAsciiDigit) > 2 || !fact.Raw.Any(char.IsLetter))
            return fact.Raw;
        var parts = meaning.Split('.');
        return parts.Length == 2
            ? FactWords.Date(language, int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture))
            : FactWords.Day(language, meaning);
    }

    private static string Hello(PhraseLanguage language, string? contactName) => string.IsNullOrWhiteSpace(contactName)
        ? language.Setting("hello")
        : language.Setting("hello-name").Replace("{name}", contactName.Trim(), StringComparison.Ordinal);

    private static string Join(List<string> items, PhraseLanguage language)
    {
        var and = language.Setting("and").Replace('_', ' ');
        return items.Count == 1 ? items[0] : string.Join(language.Setting("comma").Replace('_', ' '), items[..^1]) + and + items[^1];
    }
}
