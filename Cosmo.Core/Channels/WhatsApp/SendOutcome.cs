namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>The number we send from, and the right to do so. Never written to a log: its text form hides the token.</summary>
public sealed record WhatsAppAccount(string PhoneNumberId, string AccessToken)
{
    /// <inheritdoc />
    public override string ToString() => $"WhatsAppAccount {{ PhoneNumberId = {PhoneNumberId} }}";
}

/// <summary>Why a call failed.</summary>
/// <param name="Code">Meta's code. Null: there was no answer of Meta's, only an HTTP status or a fault on the way.</param>
/// <param name="Message">Meta's message, or what went wrong on the way.</param>
/// <param name="Details">Meta's explanation.</param>
/// <param name="HttpStatus">The HTTP status, if there was an answer.</param>
/// <param name="TraceId">What Meta's support asks for.</param>
/// <param name="RetryAfter">How long Meta asks us to wait, if it says so.</param>
/// <param name="Rule">What the code means.</param>
public sealed record GraphError(
    int? Code, string? Message, string? Details, int? HttpStatus, string? TraceId, TimeSpan? RetryAfter, GraphErrorRule Rule)
{
    /// <summary>What it means for what we do next.</summary>
    public SendErrorClass Class => Rule.Class;
}

/// <summary>What became of a send.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>Meta has it. Whether it arrives, statuses will tell.</summary>
    /// <param name="ProviderId">The message's id at WhatsApp (wamid).</param>
    /// <param name="WaId">The phone WhatsApp knows the person by, digits without "+"; may differ from the one sent to.</param>
    /// <param name="UserId">The person's user id.</param>
    /// <param name="MessageStatus">On templates: "accepted", "held_for_quality_assessment" or "paused".</param>
    public sealed record Accepted(string ProviderId, string? WaId, string? UserId, string? MessageStatus) : SendOutcome;

    /// <summary>It certainly did not go.</summary>
    public sealed record Refused(GraphError Error) : SendOutcome
    {
        /// <summary>What it means for what we do next.</summary>
        public SendErrorClass Class => Error.Class;
    }

    /// <summary>
    /// It may have gone. Never send it again without a sign: wait for a status with our callback data, then ask a person.
    /// </summary>
    public sealed record Uncertain(string Reason) : SendOutcome;
}

/// <summary>The answer to a question: a value or an error, never both.</summary>
public sealed record GraphReply<T>(T? Value, GraphError? Error) where T : class;
