using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Assistant.BuiltIn.Phrases;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>
/// Composes messages from the reviewed phrasebook. It says only what it recognises to the last word; the rest it
/// returns in the member's words. Safe from any thread.
/// </summary>
public sealed class BuiltInComposer(LanguageDetector languages) : IComposer
{
    private const string Engine = "built-in";

    /// <inheritdoc />
    public ValueTask<Composition> ComposeAsync(ComposeRequest request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult(Compose(request));
    }

    /// <summary>Composes at once, see <see cref="IComposer.ComposeAsync"/>.</summary>
    public Composition Compose(ComposeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = request.MemberText.Trim();
        if (text.Length == 0)
            return new(null, null, [], Engine);

        var written = languages.Detect(text, request.MemberLanguage).Code;
        var (reading, readIn) = Read(text, written, request);
        var customer = Side(request.CustomerLanguage, request);
        var sameLanguage = readIn == request.CustomerLanguage || reading is null && written == request.CustomerLanguage;
        if (reading is { Complete: true } && customer is not null && reading.Said.All(s => customer.Knows(s.Id)))
        {
            var bare = request.Wording is Wording.Shorter;
            var message = PhraseWriter.Message(reading.Said, customer, request.ContactName, bare);
            var back = request.MemberLanguage == request.CustomerLanguage ? null
                : PhraseWriter.Message(reading.Said, Back(reading, readIn, request), request.ContactName, bare);
            return new(message, back, [], Engine);
        }

        if (sameLanguage && !IsInstruction(text, customer))
            return new(text, null, [], "as-written");
        return new(null, null, reading is { Unmatched.Count: > 0 } ? reading.Unmatched : [text], Engine);
    }

    // People often write to us in another language than they read: the text's own is tried first.
    private static (PhraseReading? Reading, string Language) Read(string text, string written, ComposeRequest request)
    {
        (PhraseReading? Reading, string Language) best = (null, written);
        foreach (var language in new[] { written, request.MemberLanguage, "en" }.Distinct())
        {
            if (Side(language, request) is not { } side)
                continue;
            var reading = PhraseReader.Read(text, side, customers: false);
            if (reading.Complete)
                return (reading, language);
            if (best.Reading is null)
                best = (reading, language);
        }

        return best;
    }

    private static PhraseLanguage? Side(string language, ComposeRequest request) => Phrasebook.Find(language)?.With(request.Phrases);

    // A phrase of the business may lack the member's language; the one that they wrote has it.
    private static PhraseLanguage Back(PhraseReading reading, string readIn, ComposeRequest request) =>
        new[] { request.MemberLanguage, "en", readIn }.Select(l => Side(l, request)).First(s => s is not null && reading.Said.All(said => s.Knows(said.Id)))!;

    private static bool IsInstruction(string text, PhraseLanguage? language)
    {
        if (language is null)
            return false;
        foreach (var sentence in text.Split(['.', '!', '?', '\n', ';', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Fold.Words(sentence);
            var hits = new List<TermHit>();
            language.Index.Find(words, 0, words.Count, hits);
            // "Please ask …", "Could you tell …": the verb stands within the first words.
            if (hits.Exists(h => h.Start <= 3 && language.Instructions.Contains(h.Term)))
                return true;
        }

        return false;
    }
}
