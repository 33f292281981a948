using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Whether a text makes something depend on something else ("if", "unless", "as long as"), in the eleven languages.
/// "Ask if it works" is a question and no condition, "if you need anything else" a courtesy.
/// </summary>
internal static partial class FactGuardConditions
{
    // A word with a question mark is a condition in one language and something else in another.
    private static readonly string[] s_conditions =
    [
        "if", "unless", "provided that", "providing that", "provided you", "provided they", "as long as", "on condition", "in case", "otherwise", "subject to", "only when", "only after",
        "si?", "siempre que", "a menos que", "salvo que", "a no ser que", "en caso de", "de lo contrario", "con la condicion", "solo cuando",
        "se?", "caso?", "desde que?", "a menos que", "a nao ser que", "contanto que", "apenas se", "somente se", "caso contrario",
        "s?", "sauf si", "a condition", "a moins", "au cas ou", "sinon", "pourvu que",
        "wenn", "falls", "sofern", "es sei denn", "vorausgesetzt", "unter der bedingung", "andernfalls", "ansonsten", "ausser",
        "a meno che", "a patto che", "a condizione", "purche", "qualora", "nel caso", "altrimenti",
        "als?", "indien", "tenzij", "mits", "op voorwaarde", "zolang", "anders?",
        "eger", "sartiyla", "kosuluyla", "takdirde", "aksi halde",
        "jika", "kalau", "apabila", "bila", "asalkan", "kecuali", "dengan syarat",
        "اذا", "بشرط", "شرط", "الا اذا", "في حال", "في حاله", "ما لم",
        "अगर", "यदि", "बशर्ते", "वरना", "अन्यथा", "जब तक",
    ];

    private static readonly HashSet<string> s_sure = [.. s_conditions.Where(c => !c.EndsWith('?')).Select(Folded)];
    private static readonly HashSet<string> s_unsure = [.. s_conditions.Where(c => c.EndsWith('?')).Select(Folded)];
    private static readonly int s_longest = s_conditions.Max(c => c.Count(' '.Equals) + 1);

    public static void Compare(string member, string outgoing, List<FactFinding> findings)
    {
        var (before, after) = (Count(member), Count(outgoing));
        if (before.Sure > after.Sure + after.Unsure)
            findings.Add(new(FactChange.Missing, FactCategory.Condition, before.Word));
        else if (after.Sure > before.Sure + before.Unsure)
            findings.Add(new(FactChange.Added, FactCategory.Condition, after.Word));
    }

    private static (int Sure, int Unsure, string Word) Count(string text)
    {
        var (sure, unsure, word) = (0, 0, "");
        foreach (var sentence in SentencePattern().Split(text).Where(s => s.Length > 0))
        {
            var words = Fold.Words(sentence);
            var plain = $" {string.Join(' ', words)} ";
            if (plain.Contains(" s il vous plait ", StringComparison.Ordinal) || plain.Contains(" s il te plait ", StringComparison.Ordinal))
                words.Remove("s");
            if (CourtesyPattern().IsMatch(plain))
                continue;
            var spoken = Spoken(sentence);
            for (var i = 0; i < words.Count; i++)
            {
                if (AskingPattern().IsMatch(string.Join(' ', words.Take(i))))
                    continue;
                if (At(words, i, s_sure) is { } found)
                    (sure, word) = (sure + 1, found);
                else if (At(words, i, s_unsure) is { } maybe && !(maybe is "si" && spoken.Contains("sí")) && Decided(maybe, spoken, plain) is not false)
                    (sure, unsure, word) = Decided(maybe, spoken, plain) is true ? (sure + 1, unsure, maybe) : (sure, unsure + 1, word);
                else if (TurkishPattern().IsMatch(words[i]))
                    (sure, word) = words.Contains("eger") ? (sure, word) : (sure + 1, words[i]);
            }
        }

        return (sure, unsure, word);
    }

    // Which of the languages that share a small word a sentence is in, by its other small words; null where none tells.
    private static bool? Decided(string word, HashSet<string> spoken, string sentence) => word switch
    {
        "si" or "s" when spoken.Overlaps(["il", "ils", "elle", "vous", "nous", "votre", "une", "des", "est", "les", "et"]) => word is "si" || spoken.Overlaps(["il", "ils"]),
        "si" when spoken.Overlaps(["el", "los", "las", "una", "su", "tu", "y", "te", "le", "un", "envía", "nos", "usted", "está"]) => true,
        "si" when spoken.Overlaps(["il", "gli", "che", "della", "di", "è", "per", "non"]) => false,
        "se" when spoken.Overlaps(["il", "gli", "ci", "è", "della", "rimborseremo", "lo", "le", "una"]) => true,
        "se" when spoken.Overlaps(["el", "los", "las", "le", "y", "su"]) => false,
        "se" when sentence.Contains(" se voce", StringComparison.Ordinal) || sentence.Contains(" se o ", StringComparison.Ordinal) || sentence.Contains(" se a ", StringComparison.Ordinal) || sentence.Contains(" se nao ", StringComparison.Ordinal) => true,
        "als" when spoken.Overlaps(["het", "de", "een", "je", "jullie", "we", "uw"]) => true,
        "als" => false,
        _ => null,
    };

    private static HashSet<string> Spoken(string sentence) => [.. WordPattern().Matches(sentence.ToLowerInvariant()).Select(m => m.Value)];

    private static string? At(List<string> words, int start, HashSet<string> conditions)
    {
        for (var length = Math.Min(s_longest, words.Count - start); length >= 1; length--)
        {
            var phrase = length == 1 ? words[start] : string.Join(' ', words.GetRange(start, length));
            if (conditions.Contains(phrase))
                return phrase;
        }

        return null;
    }

    private static string Folded(string written) => string.Join(' ', Fold.Words(written));

    [GeneratedRegex(@"[.!?؟।;\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();

    // The question is handed on ("ask if", "let us know if"), nothing depends on it. "Ask for a photo if" is a condition.
    [GeneratedRegex(@"(?:^| )(?:(?:ask|asks|asking|check|know|wonder|see|tell us|tell me|confirm|say)(?: them| him| her| the customer| customer)?|(?:pregunt\w*|dinos|decirnos|saber|dime|decirme|confirma\w*|digame|diganos|indicarnos)(?: al cliente)?|(?:pergunt\w*|diga|dizer|confirm\w*|informar)(?: nos| me| ao cliente)?|(?:demand\w*|savoir|dire|dites)(?: nous| moi| lui| leur| au client)?|(?:chied\w*|sapere|dirci|dimmi|dirmi|conferm\w*)(?: gli| le| al cliente)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex AskingPattern();

    [GeneratedRegex(@" (?:anything else|something else|any (?:other |more |further )?questions?|more questions|further questions|need (?:any )?help|feel free|algo mas|otra (?:cosa|pregunta|duda)|alguna (?:duda|pregunta)|mas (?:dudas|preguntas)|mais alguma|alguma duvida|algo mais|outra (?:coisa|duvida|pergunta)|autre chose|(?:d autres|des|une|autres) questions?|noch (?:etwas|fragen|was)|weitere(?:n)? fragen|fragen haben|altro|altre domande|domande|nog (?:iets|vragen)|verdere vragen|vragen heeft|baska bir|sorunuz|ihtiyaciniz|ada (?:yang )?lagi|hal lain|pertanyaan|yang lain|شيء اخر|شيئ اخر|اخري|اسئله|اي شيء|और कुछ|कुछ और|सवाल) ", RegexOptions.CultureInvariant)]
    private static partial Regex CourtesyPattern();

    // Turkish says "if" inside the verb: gönderirseniz, olursa, ise.
    [GeneratedRegex(@"^(?:ise|\p{L}{2,}(?:irse|ursa|arsa|erse|yorsa|diyse|diysa|mezse|mazsa)(?:niz|k|m|n|ler|lar)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex TurkishPattern();
}
