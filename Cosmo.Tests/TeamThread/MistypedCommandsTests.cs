using Cosmo.Core.TeamThread;

namespace Cosmo.Tests.TeamThread;

/// <summary>A word of command one or two letters wrong never becomes an answer to a customer; an ordinary sentence always does.</summary>
public sealed class MistypedCommandsTests
{
    private const string Behind = " she is in a hurry";
    private static readonly string[] Commands = ["send", "cancel", "change", "anyway", "list", "show", "note", "close", "help", "away", "back", "undo", "translate", "handover", "shorter", "formal"];
    private static readonly string[] WithWords = ["note", "change"];

    public static TheoryData<string> Languages => [.. ThreadTexts.Languages.Order()];

    [Theory, MemberData(nameof(Languages))]
    public void A_command_one_letter_wrong_is_asked_about(string language)
    {
        foreach (var word in Commands.SelectMany(c => ThreadTexts.Words(language, c)).Where(w => w.Length >= 3).Distinct())
        {
            foreach (var wrong in Edits(word, Letters(word)))
                NeverAReply(wrong, language);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_command_two_letters_wrong_is_asked_about(string language)
    {
        var chance = new Random(20_261_122);
        foreach (var word in Commands.SelectMany(c => ThreadTexts.Words(language, c)).Select(w => w.Replace("ß", "ss", StringComparison.Ordinal)).Where(w => w.Count(char.IsLetter) >= 5).Distinct())
        {
            // All pairs of edits would be millions; sixty of each word, the same ones in every run.
            var once = Edits(word, Letters(word)).Distinct().ToArray();
            for (var i = 0; i < 60; i++)
            {
                var twice = Edits(once[chance.Next(once.Length)], Letters(word)).ToArray();
                NeverAReply(twice[chance.Next(twice.Length)], language);
            }
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_note_whose_first_word_is_mistyped_is_asked_about(string language)
    {
        var ordinary = ThreadTexts.Words(language, "ordinary").ToHashSet();
        foreach (var word in WithWords.SelectMany(c => ThreadTexts.Words(language, c)).Where(w => w.Length >= 3).Distinct())
        {
            foreach (var wrong in Edits(word, Letters(word)).Where(w => !w.Contains(' ', StringComparison.Ordinal)))
            {
                NeverAReply($"{wrong}:{Behind}", language);
                NeverAReply($"/{wrong}{Behind}", language);
                if (!ordinary.Contains(Folded(wrong)))
                    NeverAReply(wrong + Behind, language);
            }
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_hand_over_and_an_absence_with_an_end_are_asked_about_when_mistyped(string language)
    {
        foreach (var word in ThreadTexts.Words(language, "handover").Where(w => w.Length >= 4))
        {
            foreach (var wrong in Edits(word, Letters(word)))
                NeverAReply(wrong + " Ana", language);
        }

        var until = ThreadTexts.Words(language, "until").First();
        foreach (var word in ThreadTexts.Words(language, "away").Where(w => w.Length >= 4))
        {
            foreach (var wrong in Edits(word, Letters(word)))
                NeverAReply($"{wrong} {until} 14:00", language);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_close_with_a_reason_is_asked_about_when_mistyped(string language)
    {
        var ordinary = ThreadTexts.Words(language, "ordinary").Select(Folded).ToHashSet();
        foreach (var word in ThreadTexts.Words(language, "closing").Where(w => w.Length >= 4))
        {
            foreach (var wrong in Edits(word, Letters(word)).Where(w => w.Count(c => c == ' ') == word.Count(c => c == ' ') && w.Trim() == w))
                NeverAReply($"{wrong}: {Behind}", language);
        }

        foreach (var word in ThreadTexts.Words(language, "closing-asked").Where(w => w.Length >= 4))
        {
            foreach (var wrong in Edits(word, Letters(word)).Where(w => w.Count(c => c == ' ') == word.Count(c => c == ' ') && w.Trim() == w && !ordinary.Contains(Folded(w))))
                NeverAReply(wrong + Behind, language);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_way_to_change_a_draft_is_asked_about_when_mistyped(string language)
    {
        var change = ThreadTexts.Words(language, "change").First();
        foreach (var word in new[] { "shorter", "formal" }.SelectMany(c => ThreadTexts.Words(language, c)).Where(w => w.Length >= 5))
        {
            foreach (var wrong in Edits(word, Letters(word)))
            {
                var read = ThreadReader.Read($"{change}: {wrong}", language);
                Assert.True(read.Ask is not (Ask.Reply or Ask.Change), $"{language}: “{change}: {wrong}” would be drafted as {read.Ask} “{read.Text}”");
            }
        }
    }

    [Theory]
    [InlineData("Not available until Monday")]
    [InlineData("Ask for their order number and email. Tell them we'll issue a full refund immediately.")]
    [InlineData("closed on Sundays")]
    [InlineData("ok then tell her we refund")]
    [InlineData("Yes, we have it in blue")]
    [InlineData("No, we do not ship to Norway")]
    [InlineData("No problem, we send another one today")]
    [InlineData("Sure, send us a photo of the damage please")]
    [InlineData("Charge them 20 € for the second one")]
    [InlineData("Changes are possible until Friday")]
    [InlineData("Now available in all shops")]
    [InlineData("Noted, we will call back tomorrow")]
    [InlineData("Help is on its way")]
    [InlineData("Show her the size guide: https://example.com/sizes")]
    [InlineData("Back in stock next week")]
    [InlineData("Open from 9 to 17")]
    [InlineData("Tomorrow")]
    [InlineData("Monday at 10")]
    [InlineData("It costs 20 €")]
    [InlineData("We refund 35,50 € to the card, order #4711")]
    [InlineData("List price is 49 €")]
    [InlineData("Stop using it and unplug it, please")]
    [InlineData("Go to the nearest shop and show this message")]
    [InlineData("Resolved: we refunded 20 €")]
    [InlineData("Closes at six")]
    [InlineData("Please close the app and open it again")]
    public void An_English_answer_is_an_answer(string text) => Assert.Equal(new(Ask.Reply, text), ThreadReader.Read(text, "en"));

    [Theory]
    [InlineData("es", "No tenemos esa talla")]
    [InlineData("es", "Nos llega el lunes")]
    [InlineData("es", "Cambio gratis en 30 días")]
    [InlineData("es", "Pídele el número de pedido y dile que le devolvemos el dinero")]
    [InlineData("es", "Aparte de eso, no hay más gastos")]
    [InlineData("es", "Cierra a las ocho")]
    [InlineData("es", "Listo: te hemos devuelto 20 €")]
    [InlineData("pt", "Fecha às 18h")]
    [InlineData("fr", "Fermez l’application, puis ouvrez-la")]
    [InlineData("fr", "Ferme à 18 h")]
    [InlineData("de", "Schließlich haben wir es gefunden")]
    [InlineData("it", "Chiedi il numero dell’ordine")]
    [InlineData("nl", "Sluit om 18 uur")]
    [InlineData("tr", "Kapalı, pazartesi açık")]
    [InlineData("id", "Tutup jam 5 sore")]
    [InlineData("ar", "مغلق يوم الجمعة")]
    [InlineData("hi", "बंद रहता है रविवार को")]
    [InlineData("pt", "Não temos esse tamanho")]
    [InlineData("pt", "Noite e dia, estamos sempre abertos")]
    [InlineData("pt", "Nossa loja abre às nove")]
    [InlineData("fr", "Notre équipe vous répond demain")]
    [InlineData("fr", "Modifiez votre adresse dans le compte")]
    [InlineData("fr", "Nous remboursons 20 €")]
    [InlineData("fr", "Votre colis arrive jeudi")]
    [InlineData("de", "Andere Farben haben wir nicht")]
    [InlineData("de", "Nötig ist nur die Bestellnummer")]
    [InlineData("de", "Nein, das geht leider nicht")]
    [InlineData("de", "Fertig ist es am Montag")]
    [InlineData("it", "Notte e giorno siamo aperti")]
    [InlineData("it", "Cambiamo il prodotto gratis")]
    [InlineData("it", "Non lo abbiamo più")]
    [InlineData("nl", "Nota is gisteren verstuurd")]
    [InlineData("nl", "Niet op voorraad tot maandag")]
    [InlineData("nl", "Nog twee dagen geduld")]
    [InlineData("tr", "Net fiyat 200 lira")]
    [InlineData("tr", "Ne zaman isterseniz gelebilirsiniz")]
    [InlineData("tr", "Son iki tane kaldı")]
    [InlineData("id", "Nanti kami kirim hari Senin")]
    [InlineData("id", "Nota sudah dikirim lewat email")]
    [InlineData("ar", "غير متوفر حتى يوم الاثنين")]
    [InlineData("ar", "سنعيد المبلغ اليوم")]
    [InlineData("hi", "बदले में नया सामान भेज रहे हैं")]
    [InlineData("hi", "यह सोमवार तक नहीं मिलेगा")]
    public void An_answer_in_the_members_language_is_an_answer(string language, string text) =>
        Assert.Equal(new(Ask.Reply, text), ThreadReader.Read(text, language));

    // One letter added, dropped, changed, or swapped with its neighbour.
    private static IEnumerable<string> Edits(string word, string letters)
    {
        for (var i = 0; i <= word.Length; i++)
        {
            foreach (var letter in letters)
            {
                yield return word.Insert(i, letter.ToString());
                if (i < word.Length)
                    yield return word.Remove(i, 1).Insert(i, letter.ToString());
            }

            if (i < word.Length)
                yield return word.Remove(i, 1);
            if (i + 1 < word.Length)
                yield return word[..i] + word[i + 1] + word[i] + word[(i + 2)..];
        }
    }

    private static string Letters(string word) => new([.. "aeinorst".Concat(word.Where(char.IsLetter)).Distinct()]);

    private static string Folded(string word) => Cosmo.Core.Storage.SearchText.Fold(word).Trim();

    private static void NeverAReply(string text, string language)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var read = ThreadReader.Read(text, language);
        // A slip may turn one word of command into another, or into a note; only an answer to a customer must not come of it.
        Assert.True(read.Ask is not Ask.Reply, $"{language}: “{text}” would be drafted for the customer");
    }
}
