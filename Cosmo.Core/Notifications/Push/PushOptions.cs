using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications.Push;

/// <summary>Section <c>Push</c>.</summary>
public sealed class PushOptions : IValidatableObject
{
    /// <summary>
    /// Whom the browsers' makers may write to about our messages, as "mailto:…" or "https://…" (RFC 8292, 2.1). Where it is not
    /// set, it is the address of the pages, or what our e-mail comes from; where there is neither, nothing is said.
    /// </summary>
    public string? Contact { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Contact is { Length: > 0 } contact && !(Uri.TryCreate(contact, UriKind.Absolute, out var uri) && uri.Scheme is "mailto" or "https"))
            yield return new("Push:Contact needs to begin with mailto: or https://.");
    }

    /// <summary>What is known about who we are, where nobody said it.</summary>
    internal static string? Known(IConfiguration configuration)
    {
        if (Array.Find([configuration["PublicUrl"], configuration["Mail:PublicAddress"]], a => a?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true) is { } pages)
            return pages;
        return System.Net.Mail.MailAddress.TryCreate(configuration["Mail:From"], out var from) ? $"mailto:{from.Address}" : null;
    }
}

[OptionsValidator]
internal sealed partial class PushOptionsValidator : IValidateOptions<PushOptions>;
