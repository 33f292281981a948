using System.Buffers;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>A value for a variable of a template.</summary>
/// <param name="Text">The value; see <see cref="TemplateText.Flatten"/>.</param>
/// <param name="Name">The variable's name in templates with named variables, else null.</param>
public sealed record TemplateParameter(string Text, string? Name = null);

/// <summary>What a template's button needs.</summary>
public enum TemplateButtonKind { QuickReply, Url, CopyCode }

/// <summary>The variable part of a template's button.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What comes back when it is pressed, the end of the address, or the code.</param>
public sealed record TemplateButton(int Index, TemplateButtonKind Kind, string Value);

/// <summary>A message by an approved template: the only kind that may start a conversation or come after 24 hours.</summary>
/// <param name="Name">The template's name.</param>
/// <param name="Language">Its language, such as "en_US".</param>
/// <param name="Body">The values of the body's variables, in their order.</param>
/// <param name="Header">The value of the header's variable, if it has one.</param>
/// <param name="HeaderMediaId">The uploaded file for a header that is one.</param>
/// <param name="HeaderMedia">What that file is: image, video or document.</param>
/// <param name="Buttons">The buttons that have a variable part.</param>
/// <param name="Rendered">The body as the customer will read it; not sent, but checked and shown.</param>
public sealed record TemplateSend(
    string Name,
    string Language,
    IReadOnlyList<TemplateParameter> Body,
    TemplateParameter? Header = null,
    string? HeaderMediaId = null,
    MediaKind HeaderMedia = MediaKind.Image,
    IReadOnlyList<TemplateButton>? Buttons = null,
    string? Rendered = null) : WhatsAppSend
{
    /// <inheritdoc />
    protected override Refusal? ValidateContent()
    {
        if (Name.Length is 0 or > WhatsAppLimits.TemplateName || !Name.All(l => char.IsAsciiLetterLower(l) || char.IsAsciiDigit(l) || l is '_'))
            return SendRefusals.TemplateName;
        if (string.IsNullOrWhiteSpace(Language))
            return SendRefusals.TemplateLanguage;

        var values = Header is null ? Body : [Header, .. Body];
        if (values.Any(v => !TemplateText.IsAllowed(v.Text)))
            return SendRefusals.TemplateValue;
        if (values.Select(v => v.Name is null).Distinct().Count() > 1)
            return SendRefusals.MixedNames;

        return SendRefusals.CheckOptional(Rendered, "message", WhatsAppLimits.TemplateBody)
            ?? SendRefusals.CheckOptional(Header?.Text, "header", WhatsAppLimits.Header)
            ?? Body.Select(v => SendRefusals.CheckOptional(v.Text, "template's value", WhatsAppLimits.TemplateBody)).FirstOrDefault(r => r is not null)
            ?? (Buttons ?? []).Select(b => SendRefusals.Check(b.Value, "button's value", WhatsAppLimits.ButtonId)).FirstOrDefault(r => r is not null);
    }
}

/// <summary>The rules for what may stand in a template's variable.</summary>
public static class TemplateText
{
    private static readonly SearchValues<char> OtherThanSpace = SearchValues.Create("\r\n\t\v\f\u0085\u2028\u2029");

    /// <summary>True when Meta takes it: not empty, on one line, without tabs, at most four spaces in a row.</summary>
    public static bool IsAllowed(string text) =>
        !string.IsNullOrWhiteSpace(text)
        && !text.AsSpan().ContainsAny(OtherThanSpace)
        && !text.Contains(new string(' ', WhatsAppLimits.TemplateSpaces + 1), StringComparison.Ordinal);

    /// <summary>The text with each run of white space made one space, so that any words of a person fit a variable.</summary>
    public static string Flatten(string text) =>
        string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
