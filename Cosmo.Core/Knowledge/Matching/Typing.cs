namespace Cosmo.Core.Knowledge.Matching;

/// <summary>Tells a slip of the finger from another word.</summary>
internal static class Typing
{
    /// <summary>Whether two words differ by one letter left out, put in, mistaken or swapped with its neighbour.</summary>
    public static bool OneSlip(string known, string typed)
    {
        if (Math.Abs(known.Length - typed.Length) > 1)
            return false;
        var start = 0;
        while (start < known.Length && start < typed.Length && known[start] == typed[start])
            start++;
        var rest = known.AsSpan(start);
        var other = typed.AsSpan(start);
        if (rest.Length == other.Length)
        {
            return rest.Length > 0 && rest[1..].SequenceEqual(other[1..])
                || rest.Length > 1 && rest[0] == other[1] && rest[1] == other[0] && rest[2..].SequenceEqual(other[2..]);
        }

        return rest.Length > other.Length ? rest[1..].SequenceEqual(other) : other[1..].SequenceEqual(rest);
    }
}
