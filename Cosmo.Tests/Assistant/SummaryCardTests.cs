using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;

namespace Cosmo.Tests.Assistant;

/// <summary>What stands at the top of a ticket, against the words it was read from.</summary>
public sealed class SummaryCardTests
{
    [Theory]
    [InlineData("Where is order #4711? I paid 49,90 € on 3 May.", "#4711", "49,90 €")]
    [InlineData("Mein Paket AB-20931 fehlt, und 20 EUR auch.", "AB-20931", "20 EUR")]
    [InlineData("¿Dónde está mi pedido 100238? Lo compré en 2025.", "100238", "")]
    [InlineData("Call me on +34600123123 about 2 lamps of size 42", "", "")]
    [InlineData("#4711 and once more #4711, $15", "#4711", "$15")]
    [InlineData("طلبي #5520 لم يصل", "#5520", "")]
    [InlineData("Hello", "", "")]
    public void Orders_and_amounts_stand_as_the_customer_wrote_them(string text, string orders, string amounts)
    {
        var card = SummaryCard.Of("en", CaseTopic.Order, [Customer(text)]);
        Assert.Equal((orders, amounts), (string.Join(' ', card.Orders), string.Join(' ', card.Amounts)));
    }

    [Theory]
    [InlineData("Hello. Where is my order? Thanks!", "Where is my order?")]
    [InlineData("It arrived broken.", "It arrived broken.")]
    [InlineData("Is it late?\nWhen will it come?", "When will it come?")]
    [InlineData("مرحبا. أين طلبي؟", "أين طلبي؟")]
    public void The_last_question_is_open_and_else_the_last_words(string text, string question) =>
        Assert.Equal(question, SummaryCard.Of(null, CaseTopic.General, [Customer(text)]).Question);

    [Fact]
    public void What_was_answered_is_not_open_and_an_acknowledgement_answers_nothing()
    {
        List<SummaryLine> lines = [Customer("Do you ship to Spain?"), Assistant("A colleague will answer you.")];
        Assert.Equal("Do you ship to Spain?", Of(lines).Question);
        lines.Add(new(Author.Member, MessageKind.Text, "Yes, we do.", false));
        Assert.Null(Of(lines).Question);
        lines.Add(Customer("And to Peru?"));
        Assert.Equal("And to Peru?", Of(lines).Question);
        lines.Add(Customer("  "));
        Assert.Equal("And to Peru?", Of(lines).Question);
        lines.Add(Assistant("Yes, in ten days.", isCited: true));
        Assert.Null(Of(lines).Question);
    }

    [Fact]
    public void What_was_tried_is_told_in_order_and_only_the_last_of_it()
    {
        var card = Of([
            Customer("Hello"), Assistant("Hello!"), Assistant("Two days.", isCited: true), new(Author.Assistant, MessageKind.Choice, "Which one?\n1. This", false),
            new(Author.Member, MessageKind.Text, "I look into it.", false), new(Author.BusinessApp, MessageKind.Text, "From the app.", false)]);
        Assert.Equal(
            [new(TriedKind.Answered, "Two days."), new(TriedKind.Offered, "Which one? 1. This"), new(TriedKind.Replied, "I look into it."), new(TriedKind.Replied, "From the app.")],
            card.Tried);
        Assert.Equal(5, Of([.. Enumerable.Range(0, 9).Select(i => Assistant($"{i}", isCited: true))]).Tried.Count);
        Assert.Equal("8", Of([.. Enumerable.Range(0, 9).Select(i => Assistant($"{i}", isCited: true))]).Tried[^1].Text);
    }

    [Fact]
    public void Numbers_of_our_own_are_not_the_customers() =>
        Assert.Empty(Of([Assistant("Your order #9999 costs 20 EUR.", isCited: true)]).Orders);

    private static SummaryCard Of(IReadOnlyList<SummaryLine> lines) => SummaryCard.Of("en", CaseTopic.General, lines);

    private static SummaryLine Customer(string text) => new(Author.Customer, MessageKind.Text, text, false);

    private static SummaryLine Assistant(string text, bool isCited = false) => new(Author.Assistant, MessageKind.Text, text, isCited);
}
