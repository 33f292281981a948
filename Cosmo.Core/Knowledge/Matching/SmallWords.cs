using System.Collections.Frozen;

namespace Cosmo.Core.Knowledge.Matching;

/// <summary>Words that carry no subject, folded. Only the languages that entries are most often written in; in others every word counts.</summary>
internal static class SmallWords
{
    private static readonly FrozenSet<string> s_words = """
        a about an and any are at be can could did do does for from get give have has hello hey hi how i if in is it its let long may me much my of on one or our please
        tell that the there these they this to us want was we what when where which who will with would you your
        al como con cual cuales cuando cuanto cuanta de del donde el ella en es esta este hay hola la las le les lo los me mi mis muy o para pero por puedo puede pueden que quiero se si sin su sus tengo tiene tienen un una usted ustedes y ya yo
        ao as com da das do dos e ela ele em eu na nas no nos num oi ola os ou quanto qual quais quando onde pode posso quero sao seu sua tem voce voces
        au aux avec bonjour ce ces cette combien comment dans des est et je les leur ma mes mon ne nos notre nous ou par pas peut peux pour pouvez puis quand quel quelle quels qui quoi sa ses son sur ta tu une vos votre vous
        aber am auf aus bei bin bitte das dass dem den der die ein eine einen er es fur gibt habe haben hallo ich ihr ihre im ist kann kannst konnen man mein meine mit nach nicht noch oder sie sind und uns von vom wann was wer wie wieviel wir wird wo zu zum zur
        al alla anche avete che chi ci come cosa dei del della delle di dove e gli ho il io le loro ma mi mio nei nel nella non per piu posso puo quale quando quanto se sei si sono sta ti tra tu un una uno vi voi
        aan als bent bij dan dat de een en er ge heb hebben hebt het hoe hoeveel hoi hun ik in je jij jullie kan kunnen maar me met mij mijn naar niet nog of om ons onze op over te uit van voor waar wanneer wat we welke wie wij worden zijn zo zou
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    public static bool Contains(string word) => s_words.Contains(word);
}
