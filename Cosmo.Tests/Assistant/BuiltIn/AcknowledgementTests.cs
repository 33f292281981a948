using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.AutoResponses;

namespace Cosmo.Tests.Assistant.BuiltIn;

public sealed class AcknowledgementTests
{
    private static readonly string[] Languages = ["en", "es", "pt", "fr", "de", "it", "nl", "tr", "id", "ar", "hi"];

    [Fact]
    public void Every_language_has_its_own_words_and_leaves_no_mark_of_a_slot()
    {
        var texts = Languages.SelectMany(l => new[]
        {
            Person(l, null, null), Person(l, "Ana", TimeSpan.FromHours(2)),
            Acknowledgements.ForSmallTalk(l, SmallTalk.Greeting, "Ana"), Acknowledgements.ForSmallTalk(l, SmallTalk.Thanks, null),
            Acknowledgements.ForSmallTalk(l, SmallTalk.Goodbye, null),
        }).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(texts, t => Assert.DoesNotContain(t!, c => c is '[' or ']' or '{' or '}'));
    }

    [Fact]
    public void No_time_is_promised_unless_one_is_known() =>
        Assert.DoesNotContain(Person("en", "Ana", null), char.IsDigit);

    [Theory]
    [InlineData(3, "about 3 minutes")]
    [InlineData(12, "about 15 minutes")]
    [InlineData(60, "about one hour")]
    [InlineData(150, "about 3 hours")]
    [InlineData(2900, "about 3 days")]
    public void A_known_wait_is_rounded_up(int minutes, string expected) =>
        Assert.Contains(expected, Person("en", null, TimeSpan.FromMinutes(minutes)), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_language_is_answered_in_English() =>
        Assert.Equal(Person("en", null, null), Person("xx", null, null));

    // A Saturday night; the opening is the Monday after, one o'clock today, and the first of a month.
    [Theory]
    [InlineData("en", "We are closed now and open again on Monday at 9:00.", "today at 1:30.", "on Friday, 1 January at 14:00.")]
    [InlineData("es", "Ahora estamos cerrados y volvemos a abrir el lunes a las 9:00.", "hoy a la 1:30.", "el viernes 1 de enero a las 14:00.")]
    [InlineData("pt", "Agora estamos fechados e voltamos a abrir na segunda-feira às 9h00.", "hoje à 1h30.", "na sexta-feira, 1º de janeiro às 14h00.")]
    [InlineData("fr", "Nous sommes fermés en ce moment et rouvrons lundi à 9h00.", "aujourd'hui à 1h30.", "vendredi 1er janvier à 14h00.")]
    [InlineData("de", "Wir haben gerade geschlossen und öffnen wieder am Montag um 9:00 Uhr.", "heute um 1:30 Uhr.", "am Freitag, dem 1. Januar, um 14:00 Uhr.")]
    [InlineData("it", "Al momento siamo chiusi e riapriamo lunedì alle 9:00.", "oggi all'1:30.", "venerdì 1º gennaio alle 14:00.")]
    [InlineData("nl", "We zijn nu gesloten en gaan maandag om 9:00 uur weer open.", "vandaag om 1:30 uur weer open.", "vrijdag 1 januari om 14:00 uur weer open.")]
    [InlineData("tr", "Şu anda kapalıyız; Pazartesi günü saat 9:00 itibarıyla yeniden açığız.", "bugün saat 1:30 itibarıyla yeniden açığız.", "1 Ocak Cuma günü saat 14:00 itibarıyla yeniden açığız.")]
    [InlineData("id", "Saat ini kami tutup dan buka kembali pada hari Senin pukul 9.00.", "hari ini pukul 1.30.", "pada hari Jumat, 1 Januari, pukul 14.00.")]
    [InlineData("ar", "نحن مغلقون الآن ونفتح مجددًا يوم الاثنين الساعة 9:00.", "اليوم الساعة 1:30.", "يوم الجمعة 1 يناير الساعة 14:00.")]
    [InlineData("hi", "अभी हम बंद हैं और सोमवार को 9:00 बजे फिर खुलेंगे।", "आज 1:30 बजे फिर खुलेंगे।", "1 जनवरी, शुक्रवार को 14:00 बजे फिर खुलेंगे।")]
    public void Whoever_writes_to_a_closed_door_is_told_when_it_opens(string language, string monday, string one, string newYear)
    {
        var now = new DateTimeOffset(2026, 11, 21, 0, 10, 0, TimeSpan.FromHours(1));
        string Says(DateTimeOffset opening) => WhileClosed(language, "Ana", now, opening);

        Assert.EndsWith($" {monday}", Says(new(2026, 11, 23, 9, 0, 0, now.Offset)), StringComparison.Ordinal);
        Assert.EndsWith($" {one}", Says(new(2026, 11, 21, 1, 30, 0, now.Offset)), StringComparison.Ordinal);
        Assert.EndsWith($" {newYear}", Says(new(2027, 1, 1, 14, 0, 0, now.Offset)), StringComparison.Ordinal);
        Assert.DoesNotContain(WhileClosed(language, "Ana", now, null), char.IsDigit);
    }

    [Fact]
    public void The_same_weekday_of_the_next_week_is_said_with_its_date()
    {
        var now = new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);
        Assert.EndsWith("on Sunday at 9:00.", WhileClosed("en", null, now, new(2026, 11, 29, 9, 0, 0, TimeSpan.Zero)), StringComparison.Ordinal);
        Assert.EndsWith("on Monday, 30 November at 9:00.", WhileClosed("en", null, now, new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero)), StringComparison.Ordinal);
    }

    private static string Person(string language, string? name, TimeSpan? usual) =>
        Say(AutoKind.Inside, language, name, usual is { } wait ? Acknowledgements.Lasting(language, wait) : "");

    private static string WhileClosed(string language, string? name, DateTimeOffset now, DateTimeOffset? opening) =>
        Say(AutoKind.Outside, language, name, opening is { } at ? Acknowledgements.Opening(language, now, at) : "");

    private static string Say(AutoKind kind, string language, string? name, string time) =>
        AutoValues.Say(AutoBook.Unchanged, kind, language, AutoValues.Of(kind, name, "", "", 1, time));
}
