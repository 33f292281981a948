using Cosmo.Web.Account;
using Cosmo.Web.Components;
using Cosmo.Web.Hosting;
using Cosmo.Web.Sandbox;

// The settings lie beside the program, wherever it is started from. Slim: neither IIS nor HTTP/3 is loaded, a certificate may be configured.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

var started = CancellationToken.None;   // an application that failed is disposed before it can be asked
try
{
    builder.WebHost.UseKestrelHttpsConfiguration().UseStaticWebAssets();
    builder.Services.AddSandboxHost(builder.Configuration);
    builder.Services.AddCosmo(builder.Configuration);
    builder.Services.AddShell();
    builder.Services.AddAccount();

    await using var app = builder.Build();
    started = app.Lifetime.ApplicationStarted;
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
    return 1;
}
