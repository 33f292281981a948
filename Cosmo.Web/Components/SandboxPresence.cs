namespace Cosmo.Web.Components;

/// <summary>Whether the pages offer the sandbox: as the settings say, else while they name no real channel.</summary>
internal static class SandboxPresence
{
    public static bool HasSandbox(this IConfiguration settings) =>
        settings.GetValue<bool?>("Sandbox:Enabled")
        ?? (string.IsNullOrEmpty(settings["Channels:WhatsApp:AccessToken"]) && string.IsNullOrEmpty(settings["Channels:Instagram:AccessToken"]));
}
