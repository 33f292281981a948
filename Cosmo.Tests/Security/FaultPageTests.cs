using System.Net;
using System.Text.RegularExpressions;
using Cosmo.Core.Storage;
using Cosmo.Tests.Browser.Stories;
using Cosmo.Tests.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Security;

public sealed partial class FaultPageTests
{
    [Fact]
    public async Task A_fault_shows_a_code_that_stands_in_the_log_and_nothing_of_the_inside()
    {
        using var console = new ConsoleLog();
        await using var app = CosmoApp.Start(host => host.UseEnvironment("Production").ConfigureLogging(logging => logging.AddProvider(console)));
        await app.CreateOwnerAsync();
        using var client = await app.SignInAsync();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            await db.Database.ExecuteSqlRawAsync("DROP TABLE KnowledgeVersion; DROP TABLE KnowledgeEntry", TestContext.Current.CancellationToken);

        using var answer = await client.GetAsync("/knowledge/export");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("script-src 'self';", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var shown = await FormClient.TextAsync(answer);
        Assert.DoesNotContain("KnowledgeEntry", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", shown, StringComparison.Ordinal);
        var code = FaultCode().Match(shown).Groups["code"].Value;
        Assert.NotEmpty(code);
        Assert.Contains(console.Lines, line => line.Contains(code, StringComparison.Ordinal) && line.Contains("/knowledge/export", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"Code (?<code>[\w:-]*\w)")]
    private static partial Regex FaultCode();
}
