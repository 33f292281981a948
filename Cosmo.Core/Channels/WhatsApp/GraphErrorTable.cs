using static Cosmo.Core.Channels.WhatsApp.SendErrorClass;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>The rules themselves: one line per code.</summary>
internal static class GraphErrorTable
{
    private const string RenewToken = "Enter a new access token in the channel's settings; what waits is then sent in order.";
    private const string AskSupport = "Open WhatsApp Manager, read the notice there and settle it or ask Meta for a review.";
    internal const string WaitOnly = "Nothing to do: it is tried again by itself.";
    private const string CheckTemplate = "Reload the templates, choose the template again and fill in its values.";
    private const string ReportBug = "Change the message; if it happens again, report it with the details shown.";
    private const string NumberSetup = "Register and verify the number in WhatsApp Manager, then connect it again.";

    public static readonly GraphErrorRule Token = new(null, TokenExpired, "token", "The access token does not work any more.", RenewToken);
    public static readonly GraphErrorRule Permission = new(
        null, ChannelFatal, "permission", "The access token may not send for this number.",
        "Give the system user the permissions whatsapp_business_messaging and whatsapp_business_management.");
    public static readonly GraphErrorRule TooFast = new(null, RateLimitedChannel, "too-fast", "The number sends more than Meta allows.", WaitOnly);
    public static readonly GraphErrorRule Unavailable = new(null, Retry, "unavailable", "Meta's service did not answer properly.", WaitOnly);
    public static readonly GraphErrorRule Unknown = new(null, Permanent, "unknown", "Meta refused the message.", ReportBug);
    public static readonly GraphErrorRule UnknownTemplate = new(null, TemplateProblem, "template", "Meta refused the template.", CheckTemplate);

    public static readonly IReadOnlyList<GraphErrorRule> Rules =
    [
        Token with { Code = 0 },
        Token with { Code = 190 },
        Permission with { Code = 3 },
        Permission with { Code = 10 },
        Permission with { Code = 131005 },
        new(368, ChannelFatal, "policy-block", "Meta has blocked the account for a breach of its policies.", AskSupport),
        new(131031, ChannelFatal, "account-locked", "Meta has locked the account.", AskSupport),
        new(131042, ChannelFatal, "payment", "Meta could not charge for messages.", "Check the payment method of the WhatsApp account."),
        new(131044, ChannelFatal, "payment-calls", "Meta could not charge for calls.", "Check the payment method of the WhatsApp account."),
        new(131045, ChannelFatal, "not-registered", "The number is not registered.", NumberSetup),
        new(133006, ChannelFatal, "not-verified", "The number is not verified.", NumberSetup),
        new(133010, ChannelFatal, "not-registered", "The number is not registered.", NumberSetup),
        new(33, ChannelFatal, "number-gone", "The number's id does not exist any more.", NumberSetup),

        Unavailable with { Code = 1 },
        Unavailable with { Code = 2 },
        Unavailable with { Code = 131000 },
        Unavailable with { Code = 131016 },
        Unavailable with { Code = 133004 },
        new(131057, Retry, "maintenance", "The number is under maintenance at Meta.", WaitOnly, TimeSpan.FromMinutes(1)),
        new(2494100, Retry, "maintenance", "The number is under maintenance at Meta.", WaitOnly, TimeSpan.FromMinutes(1)),
        TooFast with { Code = 130429 },
        new(131056, RateLimitedRecipient, "pair-rate", "Too many messages to this person in a short time.", WaitOnly),
        new(4, PauseChannel, "app-rate", "The app calls Meta more often than allowed.", WaitOnly, TimeSpan.FromMinutes(5)),
        new(80007, PauseChannel, "account-rate", "The account calls Meta more often than allowed.", WaitOnly, TimeSpan.FromMinutes(5)),
        new(131048, PauseTemplates, "spam-rate", "Meta limits the number because people blocked or reported it.",
            "Send fewer templates, only to people who wait for them; look at the number's quality.", TimeSpan.FromHours(1)),
        new(131064, PauseChannel, "misused-templates", "Meta limits the account because templates were in the wrong category.", AskSupport, TimeSpan.FromHours(1)),

        new(131047, WindowClosed, "window-closed", "More than 24 hours have passed since the customer last wrote.", "Send a template instead."),
        new(130497, Permanent, "country", "The business may not write to people in this country.", "Contact the customer in another way."),
        new(131049, Permanent, "not-delivered-marketing", "Meta chose not to deliver it, to spare the customer.", "Wait at least a day before the next try."),
        new(131050, Permanent, "opted-out", "The customer does not want marketing messages.", "Do not send marketing to this customer."),
        new(130472, Permanent, "experiment", "The customer is in an experiment of Meta's and gets no marketing messages.", "Contact the customer in another way."),
        new(131026, Permanent, "undeliverable", "WhatsApp could not deliver it: no account, an old app, or terms not accepted.",
            "Check the number, or contact the customer in another way."),
        new(131021, Permanent, "to-self", "Sender and recipient are the same number.", "Choose another recipient."),
        new(131030, Permanent, "not-in-test-list", "The recipient is not on the test number's list.", "Add the recipient in Meta's app settings, or use a real number."),
        new(131037, Permanent, "display-name", "The number's display name is not approved.", "Have the display name approved in WhatsApp Manager."),
        new(131051, Permanent, "unsupported", "WhatsApp does not support this kind of message.", "Send it in another form."),
        new(131052, Permanent, "media-download", "The file could not be fetched from WhatsApp.", "Ask the customer to send it again, below 100 MB."),
        new(131053, Permanent, "media-upload", "WhatsApp did not take the file.", "Send a file of a type and size WhatsApp takes."),
        new(131062, Permanent, "user-id-not-supported", "This kind of message needs the customer's phone number.", "Ask the customer for their number."),
        new(131063, Permanent, "marketing-disabled", "Marketing templates are disabled for this number.", "Use another template category."),
        new(100, Permanent, "bad-parameter", "Meta did not understand the message.", ReportBug),
        new(131008, Permanent, "missing-parameter", "Something is missing in the message.", ReportBug),
        new(131009, Permanent, "bad-value", "A value in the message is not allowed.", ReportBug),
        new(135000, Permanent, "generic", "Meta did not accept the message.", ReportBug),
        new(133016, Permanent, "registration-rate", "The number was registered too often.", "Wait three days before you register it again."),
        new(137000, Permanent, "identity-changed", "The customer's identity at WhatsApp has changed.", "Make sure who the customer is, then write again."),

        new(132000, TemplateProblem, "template-count", "The number of values does not fit the template.", CheckTemplate),
        new(132001, TemplateProblem, "template-missing", "The template does not exist in this language or is not approved.", CheckTemplate),
        new(132005, TemplateProblem, "template-too-long", "With its values the template is too long.", "Shorten the values."),
        new(132007, TemplateProblem, "template-policy", "The template breaks Meta's policy.", "Choose another template or have this one changed."),
        new(132008, TemplateProblem, "template-value", "A value does not fit the template.", CheckTemplate),
        new(132012, TemplateProblem, "template-format", "A value has not the form the template asks for.", CheckTemplate),
        new(132015, TemplateProblem, "template-paused", "The template is paused because people did not like it.", "Choose another template."),
        new(132016, TemplateProblem, "template-disabled", "The template is disabled for good.", "Choose another template."),
        new(132068, TemplateProblem, "form-blocked", "The template's form is blocked.", "Mend the form in WhatsApp Manager."),
        new(132069, TemplateProblem, "form-throttled", "The template's form was sent too often.", "Wait an hour, or choose another template."),
    ];
}
