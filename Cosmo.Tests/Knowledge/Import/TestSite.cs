using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Knowledge.Import;

/// <summary>A web site on a port of this machine, for one test.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestSite(WebApplication app) => _app = app;

    public Dictionary<string, Func<HttpContext, Task>> Pages { get; } = [];
    public List<string> Asked { get; } = [];

    /// <summary>Its address, with a slash at the end.</summary>
    public string Address => _app.Urls.First() + "/";

    public static async Task<TestSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var site = new TestSite(app);
        app.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            lock (site.Asked)
                site.Asked.Add(path);
            if (site.Pages.TryGetValue(path, out var page))
                await page(context);
            else
                context.Response.StatusCode = 404;
        });
        await app.StartAsync();
        return site;
    }

    public void Html(string path, string html) => Pages[path] = context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
