namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>
/// What Meta takes in a send, from the pages under
/// https://developers.facebook.com/documentation/business-messaging/whatsapp/messages and /templates (2026).
/// Lengths are counted in UTF-16 characters, which never counts less than Meta does.
/// </summary>
public static class WhatsAppLimits
{
    /// <summary>Body of a text message (text-messages).</summary>
    public const int TextBody = 4096;
    /// <summary>Caption of an image, video or document (image-messages).</summary>
    public const int Caption = 1024;
    /// <summary>Buttons on one message (interactive-reply-buttons-messages).</summary>
    public const int Buttons = 3;
    /// <summary>Title of a reply button (interactive-reply-buttons-messages).</summary>
    public const int ButtonTitle = 20;
    /// <summary>Id of a reply button (interactive-reply-buttons-messages).</summary>
    public const int ButtonId = 256;
    /// <summary>Body above reply buttons or a contact request (interactive-reply-buttons-messages).</summary>
    public const int ButtonsBody = 1024;
    /// <summary>Text header of a message with buttons or a list, and of a template (interactive-list-messages).</summary>
    public const int Header = 60;
    /// <summary>Footer of a message with buttons or a list (interactive-list-messages).</summary>
    public const int Footer = 60;
    /// <summary>Body above a list (interactive-list-messages).</summary>
    public const int ListBody = 4096;
    /// <summary>The button that opens a list (interactive-list-messages).</summary>
    public const int ListButton = 20;
    /// <summary>Sections of a list (interactive-list-messages).</summary>
    public const int ListSections = 10;
    /// <summary>Rows of a list over all its sections (interactive-list-messages).</summary>
    public const int ListRows = 10;
    /// <summary>Title of a section or row (interactive-list-messages).</summary>
    public const int RowTitle = 24;
    /// <summary>Description of a row (interactive-list-messages).</summary>
    public const int RowDescription = 72;
    /// <summary>Id of a row (interactive-list-messages).</summary>
    public const int RowId = 200;
    /// <summary>Name of a template (message_templates).</summary>
    public const int TemplateName = 512;
    /// <summary>Body of a template with its values filled in; more is error 132005.</summary>
    public const int TemplateBody = 1024;
    /// <summary>Spaces in a row inside a template's value; more is error 100.</summary>
    public const int TemplateSpaces = 4;
    /// <summary>What Meta hands back with every status (send-messages, biz_opaque_callback_data).</summary>
    public const int CallbackData = 512;
    /// <summary>Digits of a phone number (ITU-T E.164).</summary>
    public const int PhoneDigits = 15;
    /// <summary>A user id: a country code, a dot, optionally "ENT.", and up to 128 letters and digits (business-scoped-user-ids).</summary>
    public const int UserId = 140;
    /// <summary>Room for the id of a received message; Meta's have about 130 characters and no stated limit.</summary>
    public const int MessageId = 256;
    /// <summary>Room for the phone of a sender as Meta writes it.</summary>
    public const int PhoneText = 32;
    /// <summary>Room for a username; Meta's have up to 35 characters.</summary>
    public const int Username = 100;
}
