using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Channels;

/// <summary>A WhatsApp number as the operator connects it. Where to find each value: README, "Connect WhatsApp".</summary>
public sealed class NumberOptions
{
    /// <summary>Meta's id of the number, not the number itself.</summary>
    public string? PhoneNumberId { get; set; }
    public string? DisplayNumber { get; set; }

    /// <summary>The WhatsApp Business Account that the number and its templates belong to.</summary>
    public string? WabaId { get; set; }
    public string? AccessToken { get; set; }

    /// <summary>Meta signs every webhook with it; without it every webhook is refused.</summary>
    public string? AppSecret { get; set; }

    /// <summary>The word that we choose and Meta repeats when the webhook is connected.</summary>
    public string? VerifyToken { get; set; }

    public bool IsConnected => PhoneNumberId is { Length: > 0 };
}

/// <summary>Section <c>Channels</c>.</summary>
public sealed class ChannelOptions : IValidatableObject
{
    public NumberOptions WhatsApp { get; set; } = new();

    /// <summary>The number kept for the team. It belongs to the same Meta app.</summary>
    public NumberOptions Notification { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, number) in new[] { ("WhatsApp", WhatsApp), ("Notification", Notification) })
        {
            if (number.IsConnected && !number.PhoneNumberId!.All(char.IsAsciiDigit))
                yield return new($"Channels:{name}:PhoneNumberId is Meta's id of the number (digits only), not the number itself.");
            if (number.IsConnected && string.IsNullOrWhiteSpace(number.AccessToken))
                yield return new($"Channels:{name}:AccessToken is missing.");
        }

        if (WhatsApp.IsConnected && string.IsNullOrWhiteSpace(WhatsApp.AppSecret))
            yield return new("Channels:WhatsApp:AppSecret is missing; without it no webhook can be trusted.");
        if (WhatsApp.IsConnected && WhatsApp.PhoneNumberId == Notification.PhoneNumberId)
            yield return new("Channels:Notification:PhoneNumberId must be another number than the business number.");
    }
}

[OptionsValidator]
internal sealed partial class ChannelOptionsValidator : IValidateOptions<ChannelOptions>;
