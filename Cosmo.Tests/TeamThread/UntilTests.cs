using Cosmo.Core.TeamThread;
using NodaTime;
using NodaTime.Text;

namespace Cosmo.Tests.TeamThread;

public sealed class UntilTests
{
    // A Wednesday, half past ten.
    private static readonly LocalDateTime s_now = new(2026, 3, 4, 10, 30);

    [Theory]
    [InlineData("en", "until 14:00", "2026-03-04T14:00")]
    [InlineData("en", "until 9", "2026-03-05T09:00")]
    [InlineData("en", "until 2 pm", "2026-03-04T14:00")]
    [InlineData("en", "2h", "2026-03-04T12:30")]
    [InlineData("en", "for 45 minutes", "2026-03-04T11:15")]
    [InlineData("en", "3 days", "2026-03-07T08:00")]
    [InlineData("en", "until Monday", "2026-03-09T08:00")]
    [InlineData("en", "until Mon 9:30", "2026-03-09T09:30")]
    [InlineData("en", "until Wednesday", "2026-03-11T08:00")]
    [InlineData("en", "until tomorrow 7:15", "2026-03-05T07:15")]
    [InlineData("en", "until 2026-12-24", "2026-12-24T08:00")]
    [InlineData("de", "bis 24.12.", "2026-12-24T08:00")]
    [InlineData("de", "bis 3.2.", "2027-02-03T08:00")]
    [InlineData("de", "bis Montag 9 Uhr", "2026-03-09T09:00")]
    [InlineData("de", "bis 14.30", "2026-03-04T14:30")]
    [InlineData("es", "hasta las 14", "2026-03-04T14:00")]
    [InlineData("es", "hasta el miércoles", "2026-03-11T08:00")]
    [InlineData("es", "hasta mañana", "2026-03-05T08:00")]
    [InlineData("pt", "até segunda", "2026-03-09T08:00")]
    [InlineData("pt", "até amanhã às 9:00", "2026-03-05T09:00")]
    [InlineData("fr", "jusqu’à 14h30", "2026-03-04T14:30")]
    [InlineData("fr", "jusqu'à lundi", "2026-03-09T08:00")]
    [InlineData("it", "fino alle 15", "2026-03-04T15:00")]
    [InlineData("it", "2 ore", "2026-03-04T12:30")]
    [InlineData("nl", "tot vrijdag", "2026-03-06T08:00")]
    [InlineData("tr", "2 saat", "2026-03-04T12:30")]
    [InlineData("id", "sampai jumat", "2026-03-06T08:00")]
    [InlineData("ar", "حتى ١٤:٠٠", "2026-03-04T14:00")]
    [InlineData("ar", "حتى الاثنين", "2026-03-09T08:00")]
    [InlineData("hi", "14:00 तक", "2026-03-04T14:00")]
    [InlineData("hi", "सोमवार तक", "2026-03-09T08:00")]
    public void An_end_is_read_by_the_walls_clock(string language, string text, string end)
    {
        Assert.True(Until.Begins(text, language));
        Assert.Equal(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(end).Value, Until.Read(text, language, s_now));
    }

    [Theory]
    [InlineData("until I am well")]
    [InlineData("until 25:00")]
    [InlineData("until 2026-02-30")]
    [InlineData("until 2026-03-03")]
    [InlineData("until 2030-01-01")]
    [InlineData("until")]
    [InlineData("999999 days")]
    public void What_cannot_be_an_end_is_none(string text) => Assert.Null(Until.Read(text, "en", s_now));

    [Theory]
    [InlineData("from the computer, sorry")]
    [InlineData("is the manager, ask her")]
    public void A_sentence_is_no_end(string text) => Assert.False(Until.Begins(text, "en"));
}
