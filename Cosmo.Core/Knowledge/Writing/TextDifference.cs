namespace Cosmo.Core.Knowledge.Writing;

/// <summary>Whether a piece of text stayed, went or came.</summary>
public enum TextChange { Same, Removed, Added }

/// <summary>A piece of a text that was compared.</summary>
public sealed record TextPiece(TextChange Change, string Text);

/// <summary>Compares two texts word by word.</summary>
public static class TextDifference
{
    // The table of two texts of this many words has four million cells; longer texts are compared line by line.
    private const int MostWords = 2000;

    /// <summary>The pieces of both texts in reading order; removed words stand before those that replace them.</summary>
    public static IReadOnlyList<TextPiece> Between(string before, string after)
    {
        var (old, fresh) = (Words(before), Words(after));
        if (old.Count > MostWords || fresh.Count > MostWords)
            (old, fresh) = (Lines(before), Lines(after));
        return old.Count > MostWords || fresh.Count > MostWords
            ? [new(TextChange.Removed, before), new(TextChange.Added, after)]
            : Join(Compare(old, fresh));
    }

    private static IEnumerable<TextPiece> Compare(List<string> old, List<string> fresh)
    {
        // common[i, j]: how many words the rests from i and j have in common.
        var common = new int[old.Count + 1, fresh.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = fresh.Count - 1; j >= 0; j--)
                common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var (left, right) = (0, 0);
        while (left < old.Count || right < fresh.Count)
        {
            if (left < old.Count && right < fresh.Count && old[left] == fresh[right])
            {
                yield return new(TextChange.Same, fresh[right++]);
                left++;
            }
            else if (left < old.Count && (right == fresh.Count || common[left + 1, right] >= common[left, right + 1]))
            {
                yield return new(TextChange.Removed, old[left++]);
            }
            else
            {
                yield return new(TextChange.Added, fresh[right++]);
            }
        }
    }

    private static List<TextPiece> Join(IEnumerable<TextPiece> pieces)
    {
        List<TextPiece> joined = [];
        foreach (var piece in pieces)
        {
            if (joined.Count > 0 && joined[^1].Change == piece.Change)
                joined[^1] = joined[^1] with { Text = joined[^1].Text + piece.Text };
            else
                joined.Add(piece);
        }

        return joined;
    }

    // A word carries the space behind it, so that joined pieces read like the text.
    private static List<string> Words(string text)
    {
        List<string> words = [];
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && !(char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i])))
                continue;
            words.Add(text[start..i]);
            start = i;
        }

        return words;
    }

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(l => l + "\n")];
}
