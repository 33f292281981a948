namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Why a message is not even tried: Meta would refuse it.</summary>
public static class SendRefusals
{
    /// <summary>Neither a phone nor a user id.</summary>
    public static readonly Refusal NoRecipient = new("whatsapp.no-recipient", "This person has neither a phone number nor a WhatsApp user id.");
    /// <summary>Not a phone number with its country code.</summary>
    public static readonly Refusal BadPhone = new("whatsapp.bad-phone", "This is not a phone number with its country code.");
    /// <summary>Two buttons with one title.</summary>
    public static readonly Refusal SameTitle = new("whatsapp.same-title", "Two buttons have the same title.");
    /// <summary>Two buttons or rows with one id.</summary>
    public static readonly Refusal SameId = new("whatsapp.same-id", "Two choices have the same id.");
    /// <summary>An audio or sticker with words.</summary>
    public static readonly Refusal NoCaption = new("whatsapp.no-caption", "A voice message or sticker cannot have a caption.");
    /// <summary>A section of several that has no title.</summary>
    public static readonly Refusal SectionTitle = new("whatsapp.section-title", "With several sections, each needs a title.");
    /// <summary>Not one emoji.</summary>
    public static readonly Refusal OneEmoji = new("whatsapp.one-emoji", "A reaction is exactly one emoji.");
    /// <summary>Not a template name.</summary>
    public static readonly Refusal TemplateName = new("whatsapp.template-name", "A template's name has only lower-case letters, digits and underscores.");
    /// <summary>No language.</summary>
    public static readonly Refusal TemplateLanguage = new("whatsapp.template-language", "The template's language is missing.");
    /// <summary>Values with and without names.</summary>
    public static readonly Refusal MixedNames = new("whatsapp.mixed-names", "Either all values of a template have a name, or none has.");
    /// <summary>A value Meta would refuse with error 100.</summary>
    public static readonly Refusal TemplateValue = new(
        "whatsapp.template-value",
        "A template's value cannot be empty, have line breaks or tabs, or more than four spaces in a row.");

    /// <summary>Something that must be there is missing.</summary>
    public static Refusal Missing(string what) => new("whatsapp.missing", $"The {what} is missing.");

    /// <summary>Something is longer than Meta takes.</summary>
    public static Refusal TooLong(string what, int length, int most) =>
        new("whatsapp.too-long", $"The {what} has {length} characters; WhatsApp takes {most}.");

    /// <summary>There are more of something than Meta takes, or none.</summary>
    public static Refusal Count(string what, int count, int most) =>
        new("whatsapp.count", $"There are {count} {what}; WhatsApp takes 1 to {most}.");

    /// <summary>Refuses text that is missing or too long.</summary>
    internal static Refusal? Check(string? text, string what, int most) =>
        string.IsNullOrWhiteSpace(text) ? Missing(what) : CheckOptional(text, what, most);

    /// <summary>Refuses text that is too long.</summary>
    internal static Refusal? CheckOptional(string? text, string what, int most) =>
        text is not null && text.Length > most ? TooLong(what, text.Length, most) : null;

    /// <summary>Refuses none of something, or too many.</summary>
    internal static Refusal? CheckCount(int count, string what, int most) => count is 0 || count > most ? Count(what, count, most) : null;
}
