using Bunit;
using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Sandbox;

/// <summary>The page of the sandbox over a stand-in that posts no webhooks.</summary>
public abstract class SandboxPageScene : BunitContext
{
    protected static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;
    protected static readonly string Maria = DefaultSandboxCast.Maria.UserId;

    protected SandboxPageScene(ISandboxCast cast)
    {
        Services.AddLocalization();
        Services.AddSingleton(Graph);
        Services.AddSingleton(cast);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected SandboxGraph Graph { get; } = new(new SandboxOptions { WebhookUrl = null }, new SandboxClock());

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Graph.DisposeAsync();
    }
}
