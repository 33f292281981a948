using Cosmo.Core.Channels.WhatsApp;
using static Cosmo.Core.Channels.WhatsApp.SendErrorClass;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class GraphErrorsTests
{
    [Theory]
    [InlineData(TokenExpired, 0, 190)]
    [InlineData(ChannelFatal, 3, 10, 200, 230, 299, 131005, 368, 131031, 131042, 131044, 131045, 133010, 133006, 33)]
    [InlineData(Retry, 1, 2, 131000, 131016, 133004, 131057, 2494100)]
    [InlineData(RateLimitedChannel, 130429)]
    [InlineData(RateLimitedRecipient, 131056)]
    [InlineData(PauseChannel, 4, 80007, 131064)]
    [InlineData(PauseTemplates, 131048)]
    [InlineData(WindowClosed, 131047)]
    [InlineData(
        Permanent, 130497, 131049, 131050, 130472, 131026, 131021, 131030, 131037, 131051, 131052, 131053, 131062, 131063,
        100, 131008, 131009, 135000, 133016, 137000)]
    [InlineData(TemplateProblem, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069)]
    public void A_code_decides_what_happens_next(SendErrorClass expected, params int[] codes) =>
        Assert.All(codes, code =>
        {
            // The status Meta chose must not matter.
            foreach (var status in new int?[] { null, 200, 400, 401, 429, 500, 503 })
                Assert.Equal(expected, GraphErrors.Classify(code, status).Class);
        });

    [Theory]
    [InlineData(null, 401, TokenExpired)]
    [InlineData(null, 429, RateLimitedChannel)]
    [InlineData(null, 500, Retry)]
    [InlineData(null, 503, Retry)]
    [InlineData(null, 404, Permanent)]
    [InlineData(null, 302, Permanent)]
    [InlineData(999999, 400, Permanent)]
    [InlineData(999999, 500, Retry)]
    [InlineData(999999, 401, Permanent)]
    [InlineData(132999, 400, TemplateProblem)]
    [InlineData(-5, null, Permanent)]
    public void An_unknown_code_is_judged_by_its_family_and_status(int? code, int? status, SendErrorClass expected)
    {
        var rule = GraphErrors.Classify(code, status);
        Assert.Equal(expected, rule.Class);
        Assert.Equal(code, rule.Code);
    }

    [Fact]
    public void Every_rule_speaks_plainly() =>
        Assert.All(GraphErrors.KnownCodes, code =>
        {
            var rule = GraphErrors.Classify(code);
            Assert.Matches("^[a-z-]+$", rule.Key);
            Assert.EndsWith(".", rule.Happened, StringComparison.Ordinal);
            Assert.EndsWith(".", rule.Todo, StringComparison.Ordinal);
        });
}
