namespace Cosmo.Web.Sandbox;

/// <summary>The cast where the host supplies none: two numbers and three customers, one of whom has no phone number.</summary>
public sealed class DefaultSandboxCast : ISandboxCast
{
    public static readonly SandboxNumber Business = new("100000000000001", "+34910000001", "Cosmo", "900000000000001");
    public static readonly SandboxNumber Notification = new("100000000000002", "+34910000002", "Cosmo Team", "900000000000001");

    public static readonly SandboxPerson Maria = new("ES.10000000000000000001", "María García", "+34600000001", "es");
    public static readonly SandboxPerson Tom = new("GB.10000000000000000002", "Tom Baker", "+447700900002", "en");
    public static readonly SandboxPerson Aylin = new("TR.10000000000000000003", "Aylin", null, "tr", Username: "@aylin");

    public static readonly SandboxRoster Roster = new(Business, Notification, [Maria, Tom, Aylin], []);

    public Task<SandboxRoster> ReadAsync(CancellationToken cancel = default) => Task.FromResult(Roster);
}
