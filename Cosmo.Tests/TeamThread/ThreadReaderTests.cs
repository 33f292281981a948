using Cosmo.Core.TeamThread;

namespace Cosmo.Tests.TeamThread;

public sealed class ThreadReaderTests
{
    private static readonly (Ask Ask, string Key)[] Alone =
    [
        (Ask.Send, "send"), (Ask.Cancel, "cancel"), (Ask.Change, "change"), (Ask.Anyway, "anyway"), (Ask.List, "list"),
        (Ask.Show, "show"), (Ask.Close, "close"), (Ask.Help, "help"), (Ask.Away, "away"), (Ask.Back, "back"),
    ];

    public static TheoryData<string> Languages => [.. ThreadTexts.Languages.Order()];

    [Theory, MemberData(nameof(Languages))]
    public void Every_word_of_command_is_understood(string language)
    {
        foreach (var (ask, key) in Alone)
        {
            foreach (var word in ThreadTexts.Words(language, key))
            {
                foreach (var written in new[] { word, word.ToUpperInvariant(), $" {word} ", $"/{word}", $"{word}!" }.Where(w => w != "?!"))
                    Assert.True(ThreadReader.Read(written, language).Ask == ask, $"{language}: “{written}” is {ThreadReader.Read(written, language).Ask}, not {ask}");
                Assert.Equal(new(ask, "", 12), ThreadReader.Read($"#12 {word}", language));
                Assert.Equal(new(ask, "", 12), ThreadReader.Read($"{word} #12", language));
            }
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_note_takes_the_words_behind_it(string language)
    {
        foreach (var word in ThreadTexts.Words(language, "note"))
        {
            foreach (var written in new[] { "{0} he is in a hurry", "{0}: he is in a hurry", "{0}, he is in a hurry", "{0}\nhe is in a hurry", "{0} - he is in a hurry", "/{0} he is in a hurry", "{0}:he is in a hurry" })
                Assert.Equal(new(Ask.Note, "he is in a hurry"), ThreadReader.Read(string.Format(null, written, word), language));
            Assert.Equal(new(Ask.Note, "he is in a hurry", 3), ThreadReader.Read($"#3 {word} he is in a hurry", language));
            Assert.Equal(Ask.Mistyped, ThreadReader.Read(word, language).Ask);
            Assert.Equal(Ask.Mistyped, ThreadReader.Read($"{word}:", language).Ask);
        }
    }

    [Theory]
    [InlineData("👍")]
    [InlineData("👍🏽")]
    [InlineData("👍👍")]
    [InlineData("✅")]
    [InlineData("👍\uFE0F")]
    [InlineData("Ok 👍")]
    public void A_thumb_is_a_yes(string text) => Assert.Equal(Ask.Send, ThreadReader.Read(text, "de").Ask);

    [Theory]
    [InlineData("#12 We open at nine", 12, "We open at nine")]
    [InlineData("#12: We open at nine", 12, "We open at nine")]
    [InlineData("#12, We open at nine", 12, "We open at nine")]
    [InlineData("# 12 We open at nine", 12, "We open at nine")]
    [InlineData("#١٢ We open at nine", 12, "We open at nine")]
    [InlineData("#99999999999999999999 We open at nine", int.MaxValue, "We open at nine")]
    [InlineData("#12b is the flat", null, "#12b is the flat")]
    [InlineData("Order #12", null, "Order #12")]
    [InlineData("#sale ends on Monday", null, "#sale ends on Monday")]
    public void A_number_in_front_names_the_ticket(string text, int? number, string words) =>
        Assert.Equal(new(Ask.Reply, words, number), ThreadReader.Read(text, "en"));

    [Theory]
    [InlineData("Change: we open at ten", "en")]
    [InlineData("edit we open at ten", "en")]
    [InlineData("cambiar: we open at ten", "es")]
    [InlineData("Ändern: we open at ten", "de")]
    [InlineData("A\u0308ndern: we open at ten", "de")]
    public void A_change_takes_the_words_behind_it(string text, string language) =>
        Assert.Equal(new(Ask.Change, "we open at ten"), ThreadReader.Read(text, language));

    [Theory]
    [InlineData("d:0197a000-0000-7000-8000-000000000001:send", Ask.Send)]
    [InlineData("d:0197a000-0000-7000-8000-000000000001:anyway", Ask.Anyway)]
    [InlineData("d:0197a000-0000-7000-8000-000000000001:cancel", Ask.Cancel)]
    [InlineData("d:0197a000-0000-7000-8000-000000000001:change", Ask.Change)]
    [InlineData("d:0197a000-0000-7000-8000-000000000001:as-written", Ask.AsWritten)]
    [InlineData("t:0197a000-0000-7000-8000-000000000001", Ask.Choose)]
    public void A_button_names_its_draft_or_ticket(string id, Ask ask) =>
        Assert.Equal(new(ask, Id: Guid.Parse("0197a000-0000-7000-8000-000000000001")), ThreadReader.ReadButton(id));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("d:x:send")]
    [InlineData("d:0197a000-0000-7000-8000-000000000001")]
    [InlineData("d:0197a000-0000-7000-8000-000000000001:delete")]
    [InlineData("Yes")]
    public void Any_other_button_is_none_of_ours(string? id) => Assert.Null(ThreadReader.ReadButton(id));
}
