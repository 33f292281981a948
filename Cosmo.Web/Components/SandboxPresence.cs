using Cosmo.Web.Sandbox;

namespace Cosmo.Web.Components;

/// <summary>Whether the pages offer the sandbox: as the settings say, else while they name no real channel.</summary>
internal static class SandboxPresence
{
    public static bool HasSandbox(this IConfiguration settings) =>
        SandboxHosting.IsOn(settings);
}
