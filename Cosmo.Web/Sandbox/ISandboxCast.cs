namespace Cosmo.Web.Sandbox;

/// <summary>Says which numbers and people the sandbox plays; the host supplies its own, read from its settings and team.</summary>
public interface ISandboxCast
{
    /// <summary>Reads the present cast. Asked again whenever a number or a person turns up that the stand-in does not know.</summary>
    Task<SandboxRoster> ReadAsync(CancellationToken cancel = default);
}

/// <summary>The numbers of the business and everyone who has a phone.</summary>
/// <param name="Business">The number customers write to.</param>
/// <param name="Notification">The number that writes to members.</param>
/// <param name="Customers">People who write to the business number.</param>
/// <param name="Members">People of the team, who hear from the notification number.</param>
public sealed record SandboxRoster(
    SandboxNumber Business, SandboxNumber Notification,
    IReadOnlyList<SandboxPerson> Customers, IReadOnlyList<SandboxPerson> Members);

/// <summary>A number of the business.</summary>
/// <param name="PhoneNumberId">Meta's id of the number, as in the address of a send.</param>
/// <param name="DisplayNumber">The number itself, digits with or without "+".</param>
/// <param name="Name">The verified name phones show.</param>
/// <param name="WabaId">The business account that the number and its templates belong to.</param>
public sealed record SandboxNumber(string PhoneNumberId, string DisplayNumber, string Name, string WabaId);

/// <summary>Someone with a phone.</summary>
/// <param name="UserId">The user id within the business (BSUID), such as ES.13491208655302741918.</param>
/// <param name="Name">The name in the person's profile.</param>
/// <param name="PhoneNumber">International number, "+" optional; null for a person whom Meta shows by user id alone.</param>
/// <param name="Language">The language of the person, a two-letter code.</param>
/// <param name="IsMember">Whether the person belongs to the team.</param>
/// <param name="Username">A user name with "@", if the person took one.</param>
public sealed record SandboxPerson(
    string UserId, string Name, string? PhoneNumber, string Language = "en", bool IsMember = false, string? Username = null)
{
    /// <summary>The phone number as webhooks carry it: digits only. Null without a number.</summary>
    public string? WaId => PhoneNumber is null ? null : SandboxDigits.Of(PhoneNumber);
}
