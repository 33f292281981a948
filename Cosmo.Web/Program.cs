using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Web.Account;
using Cosmo.Web.Components;
using Cosmo.Web.Sandbox;

// The settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<LiveFeed>();
builder.Services.AddStorage();
builder.Services.AddShell();
builder.Services.AddAccount();
builder.Services.AddSandbox();

var app = builder.Build();
await app.Services.GetRequiredService<DatabaseStartup>().PrepareAsync();
app.UseShell();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseAntiforgery();
app.MapShell();
app.MapAccount();
app.MapSandbox();
await app.RunAsync();
