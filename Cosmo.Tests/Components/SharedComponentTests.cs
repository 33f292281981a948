using Bunit;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Components;

public sealed class SharedComponentTests : BunitContext
{
    public SharedComponentTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<MinuteClock>();
    }

    [Theory]
    [InlineData(StateKind.Empty, "Nothing here yet")]
    [InlineData(StateKind.Error, "This did not work")]
    [InlineData(StateKind.Offline, "You are offline")]
    [InlineData(StateKind.NoPermission, "You cannot see this page")]
    public void Each_state_says_what_it_is(StateKind kind, string title) =>
        Assert.Equal(title, Render<StateView>(p => p.Add(s => s.Kind, kind)).Find("h2").TextContent);

    [Fact]
    public void Loading_is_said_to_those_who_cannot_see_the_skeleton()
    {
        var view = Render<StateView>(p => p.Add(s => s.Kind, StateKind.Loading).Add(s => s.Rows, 3));

        Assert.Equal("status", view.Find(".c-skeleton").GetAttribute("role"));
        Assert.Contains("Loading", view.Find(".c-hidden").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, view.FindAll(".c-skeleton__row[aria-hidden]").Count);
    }

    [Fact]
    public void An_error_can_be_tried_again()
    {
        var tries = 0;
        var view = Render<StateView>(p => p.Add(s => s.Kind, StateKind.Error).Add(s => s.OnRetry, () => tries++));

        view.Find("button").Click();

        Assert.Equal(1, tries);
    }

    [Theory]
    [InlineData(Delivery.Queued, "Waiting to be sent")]
    [InlineData(Delivery.Sending, "Being sent")]
    [InlineData(Delivery.Sent, "Sent")]
    [InlineData(Delivery.Delivered, "Delivered")]
    [InlineData(Delivery.Read, "Read")]
    [InlineData(Delivery.Failed, "Not sent")]
    [InlineData(Delivery.Uncertain, "We cannot tell whether this arrived")]
    public void Ticks_have_words(Delivery delivery, string words)
    {
        var ticks = Render<Ticks>(p => p.Add(t => t.Delivery, delivery));

        Assert.Equal(words, ticks.Find(".c-hidden").TextContent);
        Assert.Equal("true", ticks.Find("svg").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void A_failure_says_why() =>
        Assert.Equal("Not sent: The window is closed", Render<Ticks>(p => p
            .Add(t => t.Delivery, Delivery.Failed).Add(t => t.Reason, "The window is closed")).Find(".c-hidden").TextContent);

    [Fact]
    public void What_came_in_has_no_ticks() =>
        Assert.Empty(Render<Ticks>(p => p.Add(t => t.Delivery, Delivery.Received)).Markup.Trim());

    [Theory]
    [InlineData("Ana", "A")]
    [InlineData("Bo van Larsen", "BL")]
    [InlineData("élodie petit", "ÉP")]
    [InlineData("+351 910 000 000", "")]
    [InlineData(null, "")]
    public void Avatars_show_initials(string? name, string initials) =>
        Assert.Equal(initials, Render<Avatar>(p => p.Add(a => a.Name, name)).Find(".c-avatar").TextContent.Trim());

    [Fact]
    public void A_badge_names_the_channel() =>
        Assert.Equal("Instagram", Render<Avatar>(p => p
            .Add(a => a.Name, "Ana").Add(a => a.Channel, ChannelKind.Instagram)).Find(".c-avatar__badge .c-hidden").TextContent);

    [Theory]
    [InlineData(0, "now")]
    [InlineData(7, "7 min")]
    [InlineData(180, "3 h")]
    [InlineData(2880, "2 d")]
    public void Ages_are_short(int minutes, string words) =>
        Assert.Equal(words, Render<RelativeTime>(p => p
            .Add(r => r.At, TimeProvider.System.GetUtcNow().AddMinutes(-minutes))).Find("time").TextContent);

    [Fact]
    public void Confirming_runs_and_cancelling_does_not()
    {
        var runs = 0;
        var button = Render<ConfirmButton>(p => p
            .Add(c => c.Question, "Delete?").Add(c => c.Confirm, "Delete").Add(c => c.OnConfirm, () => runs++));

        button.Find("[popover] .c-button--primary").Click();

        Assert.Equal(1, runs);
        Assert.True(button.Find("[popovertargetaction=hide]").HasAttribute("autofocus"));
    }
}
