using Cosmo.Core.Knowledge.Matching;

namespace Cosmo.Tests.Knowledge.Matching;

/// <summary>A small bakery's and a bicycle shop's entries, asked for as customers do.</summary>
public sealed class EntryIndexTests
{
    private static readonly (string Question, string Answer)[] Written =
    [
        ("How long does shipping take?", "Three working days inside the country."),
        ("Which payment methods do you accept?", "Cards and cash."),
        ("How do I reset my password?", "Press Forgotten on the sign-in page."),
        ("How long is the warranty?", "Two years on frames."),
        ("How do I return an item?", "Print the label from your account."),
        ("What are your opening hours?", "Monday to Friday from nine to six."),
        ("Is the rain cape waterproof?", "It keeps heavy rain out."),
        ("Can I cancel my order?", "Until it is packed."),
    ];

    private static readonly EntryIndex Index = new(Written.Select((w, i) => new IndexedEntry(Id(i), w.Question, w.Answer, "", "en")));

    [Theory]
    [InlineData(0, "when will my parcel be delivered")]
    [InlineData(0, "¿cuánto tarda el envío?")]
    [InlineData(0, "Wie lange dauert die Lieferung?")]
    [InlineData(0, "ile trwa dostawa")]
    [InlineData(0, "配送は何日かかりますか")]
    [InlineData(1, "puedo pagar con tarjeta")]
    [InlineData(1, "كيف أقدر أدفع؟")]
    [InlineData(1, "hangi ödeme yöntemleri var")]
    [InlineData(2, "i forgot my pasword")]
    [InlineData(2, "mot de passe oublié")]
    [InlineData(2, "忘记密码")]
    [InlineData(3, "garansinya berapa lama")]
    [InlineData(3, "Какая гарантия?")]
    [InlineData(4, "posso restituire un articolo")]
    [InlineData(4, "wie kann ich das zurückschicken")]
    [InlineData(5, "você abre no sábado? qual o horário")]
    [InlineData(6, "houdt de cape regen tegen")]
    [InlineData(7, "ऑर्डर कैंसिल करना है")]
    public void A_question_in_any_language_has_its_entry_among_the_first_three(int expected, string asked) =>
        Assert.Contains(Id(expected), Index.Nearest(asked, 3).Select(n => n.Id));

    [Fact]
    public void A_word_that_only_leads_to_a_concept_finds_the_entry_but_is_never_sure_of_it()
    {
        var index = new EntryIndex([new(Id(0), "Do you sell hats?", "In three colours.", "", "en"), new(Id(1), "How long is the warranty?", "Two years.", "", "en")]);
        Assert.Equal(Id(0), index.Nearest("do you sell gloves", 1).Single().Id);
        Assert.Equal(Id(0), index.Nearest("verkauft ihr handschuhe", 1).Single().Id);
        Assert.Null(index.Sure("do you sell gloves", "en"));
        Assert.Equal(Id(0), index.Sure("do you sell hats", "en")?.Id);
    }

    [Theory]
    [InlineData("forgot password, how to reset it", 2)]
    [InlineData("what payment methods do you accept", 1)]
    [InlineData("how do i cancel an order", 7)]
    public void What_is_plainly_asked_is_sure(string asked, int expected) => Assert.Equal(Id(expected), Index.Sure(asked, "en")?.Id);

    [Theory]
    [InlineData("how long does it take to learn cycling")]
    [InlineData("do you accept bitcoin")]
    [InlineData("is the tent waterproof")]
    [InlineData("how do i return a rented bike")]
    [InlineData("is the rain cape available in red")]
    [InlineData("what are your opening hours at christmas")]
    [InlineData("how long is the cape")]
    [InlineData("hours")]
    [InlineData("")]
    [InlineData("🙂 \ud83d")]
    public void A_word_that_the_entry_does_not_explain_leaves_the_question_open(string asked) => Assert.Null(Index.Sure(asked, "en"));

    [Fact]
    public void Nothing_is_sure_in_a_language_without_entries() => Assert.Null(Index.Sure("how do i cancel an order", "es"));

    [Fact]
    public void Two_entries_that_are_equally_near_leave_it_open() =>
        Assert.Null(new EntryIndex([new(Id(0), "How do I cancel?", "", "", "en"), new(Id(1), "How do I cancel?", "", "", "en")]).Sure("how do i cancel", "en"));

    private static Guid Id(int place) => new(place + 1, 0, 0, new byte[8]);
}
