using Bunit;
using Cosmo.Core.Assistant;
using Cosmo.Core.Tickets;
using Cosmo.Web.Components.Pages.Trials;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Components.Pages;

public sealed class CounselReportTests : BunitContext
{
    public CounselReportTests() => Services.AddLocalization();

    public static TheoryData<CounselRule> Rules => [.. Enum.GetValues<CounselRule>()];

    [Theory, MemberData(nameof(Rules))]
    public void Each_rule_that_stopped_a_model_is_named_in_words(CounselRule rule)
    {
        var stopped = Show(new(null, "model", null, false) { StoppedBy = rule }, null).Find("[data-testid=stopped-by]").TextContent;
        Assert.Contains("Not met", stopped, StringComparison.Ordinal);
        Assert.DoesNotContain("Rule.", stopped, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_decided_is_said_also_where_it_was_not_followed_or_said_nothing()
    {
        var counsel = new Counsel(CounselKind.AskBack, "Which one?", "en", [], Trigger.NoAnswer, "");
        Assert.Contains("Ask back", Show(new(counsel, "model", null, false), CounselKind.AskBack).Markup, StringComparison.Ordinal);
        Assert.Contains("does not hold here", Show(new(counsel, "model", null, false), null).Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing usable", Show(new(null, "model", null, false), null).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<CounselReport> Show(Consultation consultation, CounselKind? followed) =>
        Render<CounselReport>(p => p.Add(r => r.Consultation, consultation).Add(r => r.Followed, followed));
}
