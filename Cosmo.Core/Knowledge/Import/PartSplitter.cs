using System.Globalization;
using System.Text;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Storage;
using Markdig.Syntax;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Divides a text into what may become entries: each question with what stands below it, and the rest as an article.</summary>
internal sealed class PartSplitter
{
    private const int LongestQuestionLine = 200;
    private const int ShortestArticle = 40;

    private readonly string _place;
    private readonly HashSet<string> _keys = [];
    private readonly List<ImportedPart> _parts = [];

    private PartSplitter(string place) => _place = place;

    /// <summary>Divides a text.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="title">What the rest is called where it has no heading of its own.</param>
    /// <param name="place">Where it stands in its source.</param>
    /// <param name="hidden">What was left out of it.</param>
    public static IReadOnlyList<ImportedPart> Split(string markdown, string title, string place, string? hidden)
    {
        var splitter = new PartSplitter(place);
        splitter.Read(markdown, title);
        return hidden is null ? splitter._parts : [.. splitter._parts.Select(p => p with { Hidden = hidden })];
    }

    private void Read(string markdown, string title)
    {
        var (rest, from, question, level) = (new StringBuilder(), 0, (string?)null, 7);
        foreach (var block in MarkdownText.Parse(markdown))
        {
            var own = (block as HeadingBlock)?.Level ?? 7;
            var words = block is LeafBlock and (HeadingBlock or ParagraphBlock) ? Words(markdown, block) : "";
            var asks = IsQuestion(words);
            // A heading inside an answer belongs to it; one of the same rank ends it.
            if (!asks && !(question is not null && block is HeadingBlock && own <= level))
                continue;
            Close(block.Span.Start);
            (question, level, from) = asks ? (words, own, block.Span.End + 1) : (null, 7, block.Span.Start);
        }

        Close(markdown.Length);
        AddArticle(title, rest.ToString().Trim());

        void Close(int to)
        {
            var text = markdown[Math.Min(from, to)..to].Trim();
            if (question is null || text.Length == 0)
                rest.Append(question is null ? "" : $"\n\n### {question}\n\n").Append("\n\n").Append(text);
            else
                Add(text.Length <= KnowledgeEntry.LongestAnswer ? KnowledgeKind.Question : KnowledgeKind.Article, question, text);
        }
    }

    // An article's own first heading is its title.
    private void AddArticle(string title, string text)
    {
        if (MarkdownText.Parse(text).FirstOrDefault() is HeadingBlock { Level: 1 } first && Words(text, first) is { Length: > 0 } heading)
            (title, text) = (heading, text[(first.Span.End + 1)..].Trim());
        if (MarkdownText.Plain(text).Length < ShortestArticle)
            return;
        var number = 1;
        for (var at = 0; at < text.Length; number++)
        {
            var end = Math.Min(at + KnowledgeEntry.LongestArticle, text.Length);
            if (end < text.Length && text.LastIndexOf("\n\n", end, end - at, StringComparison.Ordinal) is var gap && gap > at)
                end = gap;
            else if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
                end--;
            Add(KnowledgeKind.Article, number == 1 ? title : string.Create(CultureInfo.InvariantCulture, $"{Cut(title, KnowledgeEntry.LongestQuestion - 6)} ({number})"), text[at..end].Trim());
            at = end;
        }
    }

    private void Add(KnowledgeKind kind, string question, string text)
    {
        text = Cut(text, Knowledge.KnowledgeText.Longest(kind));
        if (question.Length == 0 || text.Length == 0)
            return;
        var name = $"{_place}#{SearchText.Fold(question).Replace(' ', '-')}";
        var key = name = Cut(name, KnowledgeSource.LongestKey - 5);
        for (var again = 2; !_keys.Add(key); again++)
            key = string.Create(CultureInfo.InvariantCulture, $"{name}-{again}");
        _parts.Add(new(key, kind, Cut(question, KnowledgeEntry.LongestQuestion), text));
    }

    private static bool IsQuestion(string words) => words.Length is > 3 and <= LongestQuestionLine && (words[^1] is '?' or '؟' or '？') && !words.Contains('\n', StringComparison.Ordinal);

    private static string Words(string markdown, MarkdownObject block) => MarkdownText.Plain(markdown.Substring(block.Span.Start, block.Span.Length));

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
