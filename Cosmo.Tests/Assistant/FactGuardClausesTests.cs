using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Phrases;

namespace Cosmo.Tests.Assistant;

/// <summary>A condition or a denial that got lost, came in or moved is found, in every language of the phrasebook.</summary>
public sealed class FactGuardClausesTests
{
    [Theory]
    [InlineData("We will refund", "Te reembolsaremos si envías una foto")]
    [InlineData("We will refund", "Vamos reembolsar se você enviar uma foto")]
    [InlineData("We will refund", "Nous vous remboursons si vous envoyez une photo")]
    [InlineData("We will refund", "Wir erstatten, wenn Sie ein Foto senden")]
    [InlineData("We will refund", "Ti rimborseremo se ci invii una foto")]
    [InlineData("We will refund", "We betalen terug als je een foto stuurt")]
    [InlineData("We will refund", "Fotoğraf gönderirseniz iade edeceğiz")]
    [InlineData("We will refund", "Kami akan mengembalikan dana jika Anda mengirim foto")]
    [InlineData("We will refund", "سنعيد المبلغ إذا أرسلت صورة")]
    [InlineData("We will refund", "अगर आप फोटो भेजें तो हम पैसे लौटा देंगे")]
    [InlineData("Te reembolsaremos", "We will refund you unless it was used")]
    public void A_condition_that_came_in_is_found_and_the_other_way_round(string plain, string conditional)
    {
        Assert.Contains(FactGuard.Check(plain, conditional, null, null), f => f is { Category: FactCategory.Condition, Change: FactChange.Added });
        Assert.Contains(FactGuard.Check(conditional, plain, null, null), f => f is { Category: FactCategory.Condition, Change: FactChange.Missing });
    }

    [Theory]
    [InlineData("We will refund if you send a photo", "Te reembolsaremos si envías una foto")]
    [InlineData("We will refund unless it was used", "Wir erstatten, es sei denn, es wurde benutzt")]
    [InlineData("We will refund unless it was used", "Te reembolsaremos a menos que se haya usado")]
    [InlineData("Ask if the problem is solved", "¿Está resuelto el problema?")]
    [InlineData("Ask them if it works now", "¿Puede decirnos si funciona ahora?")]
    [InlineData("We will refund you", "Sí, te reembolsaremos. Si necesitas algo más, escríbenos.")]
    [InlineData("We will refund you", "Ti rimborseremo, si può fare subito")]
    [InlineData("We will not refund or replace", "No reembolsaremos ni reemplazaremos")]
    [InlineData("We will neither refund nor replace", "Wir werden weder erstatten noch ersetzen")]
    [InlineData("We never cancel orders without asking", "Nunca cancelamos pedidos sin preguntar")]
    [InlineData("We don't refund, we replace", "Nous ne remboursons pas, nous remplaçons")]
    [InlineData("It is free of charge", "Es sin costo")]
    public void What_depends_and_denies_alike_passes(string member, string outgoing) =>
        Assert.Empty(FactGuard.Check(member, outgoing, null, null));

    [Theory]
    [InlineData("We will not refund, we will replace", "Te reembolsaremos, no te enviaremos un reemplazo")]
    [InlineData("We will refund but not replace", "No reembolsaremos pero reemplazaremos")]
    [InlineData("We do not cancel, we refund", "Wir stornieren, wir erstatten nicht")]
    [InlineData("We do not cancel, we refund", "नहीं, हम पैसे वापस नहीं करेंगे, ऑर्डर रद्द करेंगे")]
    [InlineData("We will not refund or replace", "No reembolsaremos y reemplazaremos")]
    [InlineData("We will not refund and will not replace", "Wir erstatten nicht und ersetzen")]
    [InlineData("We never cancel orders without asking", "Nunca cancelamos pedidos")]
    public void A_denial_that_moved_or_got_lost_is_found(string member, string outgoing) =>
        Assert.Contains(FactGuard.Check(member, outgoing, null, null), f => f.Category is FactCategory.Negation);

    [Fact]
    public void Every_phrase_means_the_same_to_the_guard_in_every_language()
    {
        var english = Phrasebook.Find("en")!;
        var changed = new List<string>();
        foreach (var phrase in english.Phrases.Where(p => p.Slots.Length == 0 && p.Kind is not (PhraseKind.Item or PhraseKind.Customer)))
        {
            var member = PhraseWriter.Plain([new(phrase.Id, phrase.Kind, [])], english);
            foreach (var language in WordRules.Languages)
            {
                var text = PhraseWriter.Message([new(phrase.Id, phrase.Kind, [])], Phrasebook.Find(language)!, null);
                changed.AddRange(FactGuard.Check(member, text, null, null).Select(f => $"{language}: {member} | {text} | {f.Change} {f.Category} {f.Value}"));
            }
        }

        Assert.True(changed.Count == 0, string.Join('\n', changed));
    }
}
