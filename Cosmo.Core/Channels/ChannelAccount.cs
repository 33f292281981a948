namespace Cosmo.Core.Channels;

/// <summary>The service that carries the messages.</summary>
public enum ChannelKind { WhatsApp, Instagram }

/// <summary>Customers write to the business number; only team members write to the notification number.</summary>
public enum AccountPurpose { Business, Notification }

/// <summary>A WhatsApp number or an Instagram account of ours. Its secrets stay in the configuration.</summary>
public sealed class ChannelAccount
{
    private ChannelAccount() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required ChannelKind Kind { get; init; }
    public required AccountPurpose Purpose { get; init; }

    /// <summary>The provider's id: WhatsApp's phone number id.</summary>
    public required string ExternalId { get; init; }

    /// <summary>How people see it, for example +34 600 000 000.</summary>
    public string DisplayNumber { get; set; } = "";

    /// <summary>Nothing leaves before this instant; far in the future when somebody has to act first.</summary>
    public DateTimeOffset? PausedUntil { get; private set; }

    /// <summary>The key of the plain words for why it is paused.</summary>
    public string? PauseReason { get; private set; }

    /// <summary>No template leaves before this instant; answers do.</summary>
    public DateTimeOffset? TemplatesPausedUntil { get; private set; }

    public static ChannelAccount Connect(ChannelKind kind, AccountPurpose purpose, string externalId, string displayNumber) =>
        new() { Kind = kind, Purpose = purpose, ExternalId = externalId, DisplayNumber = displayNumber };

    public void Pause(DateTimeOffset until, string reason) => (PausedUntil, PauseReason) = (until, reason);

    public void PauseTemplates(DateTimeOffset until) => TemplatesPausedUntil = until;

    public void Resume() => (PausedUntil, PauseReason, TemplatesPausedUntil) = (null, null, null);
}
