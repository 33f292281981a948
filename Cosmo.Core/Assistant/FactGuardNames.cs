using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant;

/// <summary>Names: capitalised words inside a sentence. German writes every noun so, there names cannot be told and are not checked.</summary>
internal static partial class FactGuardNames
{
    // Words that are capitalised inside sentences without being names.
    private static readonly HashSet<string> NoNames = ["i", "im", "id", "ive", "anda", "u", "ok", "pdf", "usted", "ustedes", "sie", "ihnen", "ihr", "ihre", "ihren", "whatsapp", "instagram", "hi", "hello"];

    public static void Compare(string member, string outgoing, IEnumerable<string?> excepted, List<FactFinding> findings)
    {
        var known = excepted.OfType<string>().SelectMany(Fold.Words).ToHashSet();
        var (inMember, inOutgoing) = (Fold.Words(member).ToHashSet(), Fold.Words(outgoing).ToHashSet());
        if (!LooksGerman(member, inMember))
            Report(member, inOutgoing, FactChange.Missing);
        if (!LooksGerman(outgoing, inOutgoing))
            Report(outgoing, inMember, FactChange.Added);

        void Report(string text, HashSet<string> other, FactChange change)
        {
            foreach (var name in NamesIn(text).Distinct())
            {
                var words = Fold.Words(name);
                if (words.Count > 0 && !words.Exists(w => known.Contains(w) || other.Contains(w) || NoNames.Contains(w)))
                    findings.Add(new(change, FactCategory.Name, name));
            }
        }
    }

    private static IEnumerable<string> NamesIn(string text)
    {
        // Facts are compared as facts: months, weekdays, links and codes are no names.
        var left = text.ToCharArray();
        foreach (var fact in FactReader.Read(text).Where(f => f.Kind is not FactKind.Number))
            Array.Fill(left, '0', fact.Start, fact.Raw.Length);
        foreach (Match match in NamePattern().Matches(new string(left)))
        {
            var before = new string(left, 0, match.Index).TrimEnd(' ', '"', '«', '“', '(');
            if (before.Length > 0 && before[^1] is not ('.' or '!' or '?' or ':' or '\n' or '¿' or '¡' or '…' or '-' or '•') && !FactWords.Months.ContainsKey(FactWords.Key(match.Value)))
                yield return match.Value;
        }
    }

    private static bool LooksGerman(string text, HashSet<string> words) =>
        text.Contains('ß', StringComparison.Ordinal)
        || words.Count(w => w is "der" or "die" or "das" or "und" or "ist" or "wir" or "ihnen" or "sie" or "ihre" or "ihr" or "fur" or "nicht" or "bitte" or "den" or "dem" or "ein" or "eine" or "uns" or "sag" or "frag"
            or "wurde" or "wird" or "haben" or "ihrer" or "ihrem" or "zur" or "zum" or "beim" or "noch" or "diese" or "diesen" or "dieser" or "betragt" or "konnen"
            or "kommt" or "innerhalb" or "lautet" or "gilt" or "kostet" or "wieder") >= 2;

    [GeneratedRegex(@"(?<![\p{L}\p{N}'’])\p{Lu}[\p{L}\p{M}]+", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
