using System.Net;
using Cosmo.Tests.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Security;

/// <summary>What whoever has not signed in reaches: the door, and no room behind it.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private readonly CosmoApp _app = CosmoApp.Start();

    public async ValueTask InitializeAsync() => await _app.CreateOwnerAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/inbox")]
    [InlineData("/inbox/0199d3a4-0000-7000-8000-000000000000")]
    [InlineData("/tickets")]
    [InlineData("/sandbox")]
    [InlineData("/health")]
    [InlineData("/account/profile")]
    public async Task Strangers_are_sent_to_the_door(string path)
    {
        using var client = _app.NewClient();

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account/sign-in", new Uri(_app.Address, answer.Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task A_stranger_negotiates_no_connection()
    {
        using var client = _app.NewClient();

        using var answer = await client.GetAsync("/_blazor/negotiate");

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Redirect });
    }

    [Fact]
    public async Task A_stranger_who_asks_for_a_page_that_does_not_exist_does_not_learn_so()
    {
        using var client = _app.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no/such/page");
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account/sign-in", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_stranger_who_is_told_that_a_page_does_not_exist_sees_the_way_in_and_nothing_of_the_house()
    {
        using var client = _app.NewClient();

        using var answer = await client.GetAsync("/not-found");

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("href=\"account/sign-in\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nav__link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"knowledge\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_opens_no_circuit()
    {
        using var client = _app.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await client.SendAsync(request);

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<html", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_doors_are_open_to_strangers()
    {
        var open = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/'))
            .Where(path => !path.StartsWith("/sandbox/graph/", StringComparison.Ordinal))   // asks for Meta's token, and is Meta's to strangers
            .Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "/account/invitation", "/account/language", "/account/passkey/request-options", "/account/sign-in", "/account/sign-out", "/account/theme", "/account/two-factor",
                "/design", "/error", "/health/live", "/health/ready", "/not-found", "/setup", "/webhooks/whatsapp",
            ],
            open);
    }
}
