namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>What a refused send means for what we do next.</summary>
public enum SendErrorClass
{
    /// <summary>A passing fault: try again, ever more slowly.</summary>
    Retry,
    /// <summary>Our number sends too fast: slow the channel and try again within seconds.</summary>
    RateLimitedChannel,
    /// <summary>Too many messages to this one person: only theirs wait.</summary>
    RateLimitedRecipient,
    /// <summary>Meta wants a rest: stop the channel for a while, and tell somebody who can do more than wait.</summary>
    PauseChannel,
    /// <summary>People complained: no templates for a while, and tell somebody. Answers to whoever wrote go on.</summary>
    PauseTemplates,
    /// <summary>The access token does not work any more: nothing goes until somebody renews it.</summary>
    TokenExpired,
    /// <summary>The account or number cannot send: nothing goes until somebody mends it.</summary>
    ChannelFatal,
    /// <summary>This message will never go.</summary>
    Permanent,
    /// <summary>More than 24 hours since the customer wrote: only a template goes.</summary>
    WindowClosed,
    /// <summary>The template or its values do not fit: refresh the list of templates and choose again.</summary>
    TemplateProblem,
}
