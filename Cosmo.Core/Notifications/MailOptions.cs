using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications;

/// <summary>Section <c>Mail</c>: the server that takes our e-mail. Without a host none is sent.</summary>
public sealed class MailOptions : IValidatableObject
{
    public string? Host { get; set; }
    [Range(1, 65535)] public int Port { get; set; } = 587;
    public string? User { get; set; }
    public string? Password { get; set; }

    /// <summary>The address that it comes from, such as "Cosmo &lt;cosmo@example.com&gt;".</summary>
    public string? From { get; set; }

    /// <summary>Encrypts by STARTTLS before anything is said; off only for a server on the same machine.</summary>
    public bool Encrypt { get; set; } = true;

    /// <summary>How members reach the pages, such as "https://cosmo.example.com"; links in e-mail begin with it. Where it is not set, <c>PublicUrl</c>.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>A customer's name and words may stand in e-mail. Off: only the ticket's number and a link.</summary>
    public bool ShowsCustomers { get; set; }

    public bool IsOn => Host is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !System.Net.Mail.MailAddress.TryCreate(From, out _))
            yield return new("Mail:From needs an e-mail address when Mail:Host is set.");
        if (PublicAddress is { Length: > 0 } address && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new("Mail:PublicAddress needs to begin with http:// or https://.");
    }
}

[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
