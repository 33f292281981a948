using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Core.TeamThread;

/// <summary>Why an answer did not reach the customer, as a member's phone says it: what matters to whoever wrote it, not each of Meta's codes.</summary>
internal static class UnsentReasons
{
    /// <summary>Errors with a sentence of their own; the others share one by what they mean for the send.</summary>
    public static readonly IReadOnlyList<string> Own =
        ["window-closed", "country", "not-delivered-marketing", "opted-out", "undeliverable", "media-upload", "identity-changed"];

    /// <summary>The key of the sentence in the words of the thread.</summary>
    /// <param name="error">The stable key that is kept with the message; null and unknown ones are refusals without a reason.</param>
    public static string KeyOf(string? error) => "unsent." + (error is not null && Own.Contains(error) ? error : GraphErrors.ClassOf(error) switch
    {
        SendErrorClass.TemplateProblem => "template",
        SendErrorClass.RateLimitedChannel or SendErrorClass.RateLimitedRecipient or SendErrorClass.PauseChannel or SendErrorClass.PauseTemplates => "too-fast",
        SendErrorClass.TokenExpired or SendErrorClass.ChannelFatal => "account",
        SendErrorClass.Retry => "unavailable",
        _ => "refused",
    });
}
