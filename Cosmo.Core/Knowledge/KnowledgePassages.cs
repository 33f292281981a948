using Cosmo.Core.Knowledge.Writing;
using Markdig.Syntax;

namespace Cosmo.Core.Knowledge;

/// <summary>A part of an entry that answers one question.</summary>
/// <param name="Question">How it is asked for.</param>
/// <param name="Text">What it says, in Markdown.</param>
public sealed record KnowledgePassage(string Question, string Text);

/// <summary>Takes entries apart into what answers one question each.</summary>
public static class KnowledgePassages
{
    /// <summary>Longest passage that the assistant sends on its own, in characters: nobody reads more on a phone, and a cut answer may promise more than it says.</summary>
    public const int LongestSpoken = 1500;

    /// <summary>
    /// An entry's question and each of its variants lead to its whole answer; an article's title to what stands before its
    /// first heading, and each heading to what stands below it.
    /// </summary>
    public static IReadOnlyList<KnowledgePassage> Of(KnowledgeText entry)
    {
        if (entry.Kind is KnowledgeKind.Question)
            return [new(entry.Question, entry.Answer), .. entry.Variants.Select(v => new KnowledgePassage(v, entry.Answer))];

        List<KnowledgePassage> passages = [];
        string[] titles = [entry.Question, .. entry.Variants];
        var from = 0;
        foreach (var heading in MarkdownText.Parse(entry.Answer).OfType<HeadingBlock>())
        {
            Add(heading.Span.Start);
            titles = [MarkdownText.Plain(entry.Answer.Substring(heading.Span.Start, heading.Span.Length))];
            from = heading.Span.End + 1;
        }

        Add(entry.Answer.Length);
        return passages;

        void Add(int to)
        {
            if (entry.Answer[from..Math.Max(from, to)].Trim() is { Length: > 0 } text)
                passages.AddRange(titles.Where(t => t.Length > 0).Select(t => new KnowledgePassage(t, text)));
        }
    }
}
