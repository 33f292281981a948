using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cosmo.Web.Account;

/// <summary>At the first start: makes the owner whom the settings name, or says where and with which code to make one.</summary>
internal sealed class OwnerAtStart(
    IServiceScopeFactory scopes, OwnerPresence presence, SetupCode code, IServer server, IConfiguration settings, ILogger<OwnerAtStart> logger)
    : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await presence.ExistsAsync(cancellationToken))
            return;

        if (settings["Setup:OwnerEmail"] is { Length: > 0 } email && settings["Setup:OwnerPassword"] is { Length: > 0 } password)
            await CreateAsync(email, password, cancellationToken);
        else
            logger.LogWarning("Welcome to Cosmo. Open {Address}/setup and enter the code {Code}", Address(), code.Shown);
    }

    private async Task CreateAsync(string email, string password, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var form = new SetupForm
        {
            Name = settings["Setup:OwnerName"] ?? email.Split('@')[0],
            Email = email,
            Password = password,
            Business = settings["Setup:Business"] ?? "",
            LoadSample = settings.GetValue("Setup:LoadSample", false),
        };
        if (await scope.ServiceProvider.GetRequiredService<OwnerSetup>().CreateAsync(form, cancel) is { } refusal)
            throw new InvalidOperationException($"The owner in Setup:OwnerEmail and Setup:OwnerPassword could not be made: {refusal.Reason}");
        logger.LogInformation("Made the owner {Email}", email);
    }

    private string Address() =>
        (settings["PublicUrl"] ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
