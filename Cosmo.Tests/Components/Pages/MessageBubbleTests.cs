using Bunit;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Components.Pages;

public sealed class MessageBubbleTests : BunitContext
{
    private static readonly ThreadMessage s_sent = new(
        Guid.CreateVersion7(), 1, Author.Member, MessageKind.Text, "Hola", DateTimeOffset.UnixEpoch, Delivery.Sent, null, "es",
        null, "Hello", null, null, false, null, null, false, null, null);

    private readonly List<string> _done = [];

    public MessageBubbleTests() => Services.AddLocalization().AddSingleton<TimeProvider>(new TestClock(DateTimeOffset.UnixEpoch));

    [Fact]
    public void The_words_and_their_meaning_stand_together()
    {
        var bubble = Show(s_sent);

        Assert.Equal("Hola", bubble.Find(".bubble__text").TextContent);
        Assert.Contains("Hello", bubble.Find(".bubble__meaning").TextContent, StringComparison.Ordinal);
        // The meaning is read in its own direction, not in that of the label before it.
        Assert.Equal("auto", bubble.Find(".bubble__meaning > .c-hidden").GetAttribute("dir"));
        Assert.Equal("Ana", bubble.Find(".bubble__who span").TextContent);
        Assert.Empty(bubble.FindAll("button"));
    }

    [Fact]
    public void Of_an_uncertain_message_a_person_says_what_became()
    {
        var bubble = Show(s_sent with { Delivery = Delivery.Uncertain });

        Assert.Contains("We can't tell if this arrived.", bubble.Find(".said__trouble").TextContent, StringComparison.Ordinal);
        bubble.FindAll("button")[0].Click();
        bubble.FindAll("button")[1].Click();
        Assert.Equal(["arrived", "again"], _done);
    }

    [Theory]
    [InlineData("undeliverable", "WhatsApp could not deliver it")]
    [InlineData("window-closed", "More than 24 hours have passed")]
    [InlineData("a key that nobody knows", "It could not be sent.")]
    [InlineData(null, "It could not be sent.")]
    public void A_failure_says_why_in_plain_words_and_can_be_tried_again(string? key, string words)
    {
        var bubble = Show(s_sent with { Delivery = Delivery.Failed, DeliveryError = key });

        Assert.Contains(words, bubble.Find(".said__trouble--failed").TextContent, StringComparison.Ordinal);
        bubble.Find("button").Click();
        Assert.Equal(["again"], _done);
    }

    [Theory]
    [InlineData(Delivery.Failed)]
    [InlineData(Delivery.Uncertain)]
    public void While_something_is_being_decided_nothing_is_sent_again(Delivery delivery)
    {
        var bubble = Show(s_sent with { Delivery = delivery });
        bubble.Render(p => p.Add(b => b.Busy, true));

        Assert.All(bubble.FindAll("button"), button => Assert.True(button.HasAttribute("disabled")));
        bubble.Render(p => p.Add(b => b.Busy, false));
        Assert.DoesNotContain(bubble.FindAll("button"), button => button.HasAttribute("disabled"));
    }

    [Fact]
    public void What_was_taken_back_is_not_shown()
    {
        var bubble = Show(s_sent with { Author = Author.Customer, Delivery = Delivery.Received, IsRevoked = true, Text = "", Meaning = null });

        Assert.Empty(bubble.FindAll(".bubble__text"));
        Assert.Contains("took this message back", bubble.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_of_the_assistant_names_its_sources()
    {
        var known = new ThreadSource(Guid.CreateVersion7(), "Opening hours");
        var bubble = Show(s_sent with { Author = Author.Assistant, Cited = [known, new(Guid.CreateVersion7(), null)] });

        Assert.Equal("knowledge?q=Opening%20hours", bubble.Find("a.bubble__source").GetAttribute("href"));
        Assert.Contains("no longer exists", bubble.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_left_yet_can_be_taken_back_by_whoever_confirmed_it()
    {
        var (ana, bo) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var held = s_sent with { Delivery = Delivery.Queued, MemberId = ana, DraftId = Guid.CreateVersion7(), HeldUntil = DateTimeOffset.UnixEpoch.AddSeconds(12) };

        var hers = Show(held, ana);
        Assert.Equal("0:12", hers.Find("[data-countdown='12'] [data-left]").TextContent);
        hers.Find("[data-undo]").Click();
        Assert.Equal(["undo"], _done);
        Assert.Empty(Show(held, bo).FindAll("[data-undo]"));
        Assert.Empty(Show(held with { Delivery = Delivery.Sending }, ana).FindAll("[data-undo]"));
        Assert.Contains("The customer did not get this.", Show(held with { Delivery = Delivery.Recalled }, ana).Find(".said__trouble").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "false")]
    [InlineData(true, "true")]
    public void Of_an_answer_that_cites_entries_a_member_says_that_a_person_should_have_given_it(bool said, string pressed)
    {
        var bubble = Show(s_sent with { Author = Author.Assistant, Cited = [new(Guid.CreateVersion7(), "Opening hours")], ShouldBeTicket = said });

        Assert.Equal(pressed, bubble.Find("[data-testid=should-be-ticket]").GetAttribute("aria-pressed"));
        bubble.Find("[data-testid=should-be-ticket]").Click();
        Assert.Equal(["should be a ticket"], _done);
    }

    [Fact]
    public void Text_of_a_customer_stays_text()
    {
        var bubble = Show(s_sent with { Author = Author.Customer, Delivery = Delivery.Received, Text = "<img src=x onerror=alert(1)>", FileName = "<b>.pdf", Kind = MessageKind.Document });

        Assert.Empty(bubble.FindAll("img, b"));
        Assert.Equal("<img src=x onerror=alert(1)>", bubble.Find(".bubble__text").TextContent);
    }

    private IRenderedComponent<MessageBubble> Show(ThreadMessage message, Guid? reader = null) => Render<MessageBubble>(p => p
        .Add(b => b.Mine, reader)
        .Add(b => b.OnUndo, EventCallback.Factory.Create<ThreadMessage>(this, _ => _done.Add("undo")))
        .Add(b => b.Message, message)
        .Add(b => b.MemberName, "Ana")
        .Add(b => b.OnShouldBeTicket, EventCallback.Factory.Create<Guid>(this, _ => _done.Add("should be a ticket")))
        .Add(b => b.OnArrived, EventCallback.Factory.Create<Guid>(this, _ => _done.Add("arrived")))
        .Add(b => b.OnAgain, EventCallback.Factory.Create<Guid>(this, _ => _done.Add("again"))));
}
