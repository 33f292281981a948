using Bunit;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Components.Pages;

public sealed class DraftCardTests : BunitContext
{
    private static readonly DraftView s_open = new(
        Guid.CreateVersion7(), DraftState.Open, DraftSource.Browser, "we refund", "Le devolvemos el dinero.", "es", "We refund you.", null, [], null, 1);

    private readonly List<string> _done = [];

    public DraftCardTests() => Services.AddLocalization();

    [Fact]
    public void An_open_draft_shows_the_exact_words_and_what_they_mean()
    {
        var card = Show(s_open);

        Assert.Equal("Le devolvemos el dinero.", card.Find("[data-draft-text]").TextContent);
        Assert.Equal("es", card.Find("[data-draft-text]").GetAttribute("lang"));
        Assert.Contains("We refund you.", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Spanish", card.Markup, StringComparison.Ordinal);
        card.Find("[data-draft-send]").Click();
        Assert.Equal(["send 1"], _done);
    }

    [Fact]
    public void It_says_where_the_built_in_engine_stood_in_for_a_model()
    {
        Assert.Empty(Show(s_open).FindAll("[data-testid=fell-back]"));
        Assert.Contains("The built-in engine composed this", Show(s_open with { FellBack = true }).Find("[data-testid=fell-back]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_fact_is_named_and_sending_says_that_it_is_accepted()
    {
        var card = Show(s_open with { Findings = ["20 became 30"] });

        Assert.Contains("20 became 30", card.Find(".draft__findings").TextContent, StringComparison.Ordinal);
        Assert.Equal("Send all the same", card.Find("[data-draft-anyway]").TextContent.Trim());
        Assert.Empty(card.FindAll("[data-draft-send], kbd"));   // what Ctrl and Enter press
        card.Find("[data-draft-anyway]").Click();
        Assert.Equal(["send 1"], _done);
    }

    [Fact]
    public void A_held_draft_shows_what_is_new_and_does_not_send()
    {
        var card = Show(s_open with { State = DraftState.Held, News = [new(Author.Customer, null, MessageKind.Text, "Never mind", DateTimeOffset.UnixEpoch)], NewsUntil = new(7, 0) });

        Assert.Contains("Never mind", card.Find(".draft__news").TextContent, StringComparison.Ordinal);
        card.Find("[data-draft-send]").Click();
        Assert.Equal(["news 7"], _done);
    }

    [Fact]
    public void A_held_draft_says_which_words_were_changed_or_taken_back()
    {
        var edited = new DraftNews(Author.Customer, null, MessageKind.Text, "Never mind", DateTimeOffset.UnixEpoch) { IsEdited = true };
        var card = Show(s_open with { State = DraftState.Held, News = [edited, edited with { Text = "", IsRevoked = true }] });

        var lines = card.FindAll(".draft__news p[dir=auto]").Select(p => p.TextContent.Trim()).ToList();
        Assert.EndsWith("Never mind (edited)", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("The customer took this message back", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_held_draft_marks_a_colleagues_note_and_what_never_arrived()
    {
        var said = new DraftNews(Author.Member, null, MessageKind.Text, "We refund", DateTimeOffset.UnixEpoch);
        var card = Show(s_open with { State = DraftState.Held, News = [said with { IsUnsent = true }, said with { Text = "She called", IsNote = true }] });

        Assert.EndsWith("We refund (the customer never got it)", card.Find("[data-news=message]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("(Only your team sees this): She called", card.Find("[data-news=note]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stuck_draft_says_what_has_no_words_and_offers_to_send_as_written()
    {
        var card = Show(s_open with { State = DraftState.Stuck, Text = "", Unmatched = ["the gizmo"] });

        Assert.Equal("the gizmo", card.Find("li").TextContent);
        Assert.Empty(card.FindAll("[data-draft-send]"));
        card.FindAll("button").Single(b => b.TextContent.Contains("Send as I wrote it", StringComparison.Ordinal)).Click();
        Assert.Equal(["as written"], _done);
    }

    [Fact]
    public void Without_an_approved_template_nothing_can_be_sent()
    {
        var card = Show(s_open with { State = DraftState.Stuck, Text = "", Unmatched = [] });

        Assert.Contains("no approved template", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(card.FindAll("button"), b => b.TextContent.Contains("Send", StringComparison.Ordinal));
    }

    [Fact]
    public void Once_the_customer_has_written_the_answer_can_be_seen_without_the_template()
    {
        var card = Show(s_open with { State = DraftState.Stuck, Text = "", Unmatched = [], CanLeaveFreely = true });

        Assert.Contains("has written", card.Find(".draft__hint").TextContent, StringComparison.Ordinal);
        Assert.Equal("Show the answer", card.Find("[data-draft-free]").TextContent.Trim());
        card.Find("[data-draft-free]").Click();
        Assert.Equal(["as written"], _done);
    }

    [Fact]
    public void An_answer_too_long_for_the_template_says_so()
    {
        var card = Show(s_open with { State = DraftState.Stuck, Text = "", Unmatched = [], IsTooLongForTemplate = true });

        Assert.Contains("1,024 characters", card.Find(".draft__hint").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[data-draft-free], [data-draft-send]"));
    }

    [Fact]
    public void While_it_is_made_it_can_only_be_changed_or_discarded()
    {
        var card = Show(s_open with { State = DraftState.Composing, Text = "" });

        Assert.Equal(["Change", "Discard"], card.FindAll("button").Select(b => b.TextContent.Trim()));
        card.FindAll("button")[0].Click();
        card.FindAll("button")[1].Click();
        Assert.Equal(["change", "cancel"], _done);
    }

    [Fact]
    public void A_template_is_named() =>
        Assert.Contains("Template cosmo_answer", Show(s_open with { Template = "cosmo_answer" }).Markup, StringComparison.Ordinal);

    [Fact]
    public void Another_tone_is_offered_only_where_a_model_writes()
    {
        Assert.Empty(Show(s_open).FindAll("[data-reword]"));
        var card = Show(s_open, canReword: true);
        card.Find("[data-reword=Shorter]").Click();
        card.Find("[data-reword=Formal]").Click();
        Assert.Equal(["reword Shorter", "reword Formal"], _done);
        Assert.Empty(Show(s_open with { State = DraftState.Composing, Text = "" }, canReword: true).FindAll("[data-reword]"));
    }

    [Fact]
    public void The_second_half_of_a_double_click_decides_nothing()
    {
        Show(s_open).Find("[data-draft-send]").Click(new MouseEventArgs { Detail = 2 });
        Show(s_open with { State = DraftState.Held }).Find("[data-draft-send]").Click(new MouseEventArgs { Detail = 2 });
        Assert.Empty(_done);
    }

    private IRenderedComponent<DraftCard> Show(DraftView draft, bool canReword = false) => Render<DraftCard>(p => p
        .Add(c => c.CanReword, canReword)
        .Add(c => c.OnReword, EventCallback.Factory.Create<Cosmo.Core.Assistant.Wording>(this, wording => _done.Add($"reword {wording}")))
        .Add(c => c.Draft, draft)
        .Add(c => c.Names, new Dictionary<Guid, string>())
        .Add(c => c.OnSend, EventCallback.Factory.Create<DraftView>(this, shown => _done.Add($"send {shown.Revision}")))
        .Add(c => c.OnNews, shown => _done.Add($"news {shown.NewsUntil.Version}"))
        .Add(c => c.OnAsWritten, () => _done.Add("as written"))
        .Add(c => c.OnChange, () => _done.Add("change"))
        .Add(c => c.OnCancel, () => _done.Add("cancel")));
}
