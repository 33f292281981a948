using Cosmo.Web.Account;
using Cosmo.Web.Components;
using Cosmo.Web.Hosting;
using Cosmo.Web.Sandbox;

// The settings lie beside the program, wherever it is started from. Slim: neither IIS nor HTTP/3 is loaded, a certificate may be configured.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.WebHost.UseKestrelHttpsConfiguration().UseStaticWebAssets();
builder.Services.AddSandboxHost(builder.Configuration);
builder.Services.AddCosmo(builder.Configuration);
builder.Services.AddShell();
builder.Services.AddAccount();

var app = builder.Build();
var started = app.Lifetime.ApplicationStarted;   // an application that failed is disposed before it can be asked
try
{
    await app.PrepareCosmoAsync();
    app.UseShell();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseRateLimiter();
    app.UseAntiforgery();
    app.MapShell();
    app.MapAccount();
    app.MapCosmo();
    app.MapSandboxHost();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (!started.IsCancellationRequested && StartFailure.Explain(e, builder.Configuration) is { } words)
{
    await Console.Error.WriteLineAsync(words);
    await app.DisposeAsync();
    return 1;
}
