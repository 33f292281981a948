namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>A reply button.</summary>
/// <param name="Id">What comes back when it is pressed.</param>
/// <param name="Title">What stands on it.</param>
public sealed record ReplyButton(string Id, string Title);

/// <summary>Text with one to three reply buttons.</summary>
/// <param name="Body">The words above the buttons, 1 to 1024 characters.</param>
/// <param name="Buttons">The buttons.</param>
/// <param name="HeaderText">A line in bold above; not together with a picture.</param>
/// <param name="HeaderImageId">An uploaded picture above.</param>
/// <param name="Footer">A small line below.</param>
public sealed record ButtonsSend(
    string Body, IReadOnlyList<ReplyButton> Buttons, string? HeaderText = null, string? HeaderImageId = null, string? Footer = null)
    : WhatsAppSend
{
    /// <inheritdoc />
    protected override Refusal? ValidateContent()
    {
        var refusal = SendRefusals.Check(Body, "text", WhatsAppLimits.ButtonsBody)
            ?? SendRefusals.CheckOptional(HeaderText, "header", WhatsAppLimits.Header)
            ?? SendRefusals.CheckOptional(Footer, "footer", WhatsAppLimits.Footer)
            ?? SendRefusals.CheckCount(Buttons.Count, "buttons", WhatsAppLimits.Buttons)
            ?? Buttons.Select(button =>
                SendRefusals.Check(button.Title, "button's title", WhatsAppLimits.ButtonTitle)
                ?? SendRefusals.Check(button.Id, "button's id", WhatsAppLimits.ButtonId)).FirstOrDefault(r => r is not null);
        if (refusal is not null)
            return refusal;
        if (Buttons.Select(b => b.Title).Distinct(StringComparer.Ordinal).Count() < Buttons.Count)
            return SendRefusals.SameTitle;
        return Buttons.Select(b => b.Id).Distinct(StringComparer.Ordinal).Count() < Buttons.Count ? SendRefusals.SameId : null;
    }
}

/// <summary>A row of a list.</summary>
/// <param name="Id">What comes back when it is chosen.</param>
/// <param name="Title">What stands in it.</param>
/// <param name="Description">A small line below the title.</param>
public sealed record ListRow(string Id, string Title, string? Description = null);

/// <summary>A part of a list. The title is needed as soon as there are two.</summary>
public sealed record ListSection(string? Title, IReadOnlyList<ListRow> Rows);

/// <summary>Text with a button that opens a list of up to ten rows.</summary>
/// <param name="Body">The words above, 1 to 4096 characters.</param>
/// <param name="Button">What stands on the button that opens the list.</param>
/// <param name="Sections">The list.</param>
/// <param name="HeaderText">A line in bold above.</param>
/// <param name="Footer">A small line below.</param>
public sealed record ListSend(
    string Body, string Button, IReadOnlyList<ListSection> Sections, string? HeaderText = null, string? Footer = null)
    : WhatsAppSend
{
    /// <inheritdoc />
    protected override Refusal? ValidateContent()
    {
        var rows = Sections.SelectMany(s => s.Rows).ToList();
        var refusal = SendRefusals.Check(Body, "text", WhatsAppLimits.ListBody)
            ?? SendRefusals.CheckOptional(HeaderText, "header", WhatsAppLimits.Header)
            ?? SendRefusals.CheckOptional(Footer, "footer", WhatsAppLimits.Footer)
            ?? SendRefusals.Check(Button, "list's button", WhatsAppLimits.ListButton)
            ?? SendRefusals.CheckCount(Sections.Count, "sections", WhatsAppLimits.ListSections)
            ?? SendRefusals.CheckCount(rows.Count, "rows", WhatsAppLimits.ListRows)
            ?? Sections.Select(Validate).Concat(rows.Select(Validate)).FirstOrDefault(r => r is not null);
        if (refusal is not null)
            return refusal;
        return rows.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count() < rows.Count ? SendRefusals.SameId : null;
    }

    private Refusal? Validate(ListSection section) =>
        section.Rows.Count == 0 ? SendRefusals.Count("rows in a section", 0, WhatsAppLimits.ListRows)
        : Sections.Count > 1 && string.IsNullOrWhiteSpace(section.Title) ? SendRefusals.SectionTitle
        : SendRefusals.CheckOptional(section.Title, "section's title", WhatsAppLimits.RowTitle);

    private static Refusal? Validate(ListRow row) =>
        SendRefusals.Check(row.Title, "row's title", WhatsAppLimits.RowTitle)
        ?? SendRefusals.Check(row.Id, "row's id", WhatsAppLimits.RowId)
        ?? SendRefusals.CheckOptional(row.Description, "row's description", WhatsAppLimits.RowDescription);
}
