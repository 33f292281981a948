using System.Globalization;
using System.Text.RegularExpressions;
using Cosmo.Core.Assistant;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>Free text inside the window, the approved answer template outside it; the draft shows the words of whichever would leave.</summary>
internal static partial class AnswerForm
{
    /// <summary>The template that carries an answer when the window is closed: {{1}} the customer's name, {{2}} the answer.</summary>
    public const string AnswerTemplate = "cosmo_answer";

    /// <summary>The newest notes that an answer is compared with.</summary>
    private const int MostNotes = 50;

    /// <summary>Puts composed words into the draft as they would leave now.</summary>
    public static async Task<Refusal?> ComposeAsync(
        Change change, Draft draft, Conversation conversation, string text, string language, string? meaning, string engine,
        IReadOnlyList<string> findings, CancellationToken cancel)
    {
        findings = [.. findings.Union(await NoteFindingsAsync(change, draft, text, cancel))];
        if (conversation.Window.IsOpen(change.Now))
        {
            draft.Compose(text, language, meaning, engine, findings);
            return null;
        }

        if (await FindTemplateAsync(change.Db, conversation.ChannelAccountId, AnswerTemplate, language, cancel) is not { } template)
        {
            draft.StickAtTemplate(tooLong: false, text, language, meaning, engine, findings);
            return DraftRefusals.NoTemplate;
        }

        var contact = await change.Db.Set<Contact>().FindAsync([conversation.ContactId], cancel);
        var name = contact?.Name is { Length: > 0 } known ? TemplateText.Flatten(known) : "–";
        var words = TemplateGreeting.Without(template.Body, TemplateText.Flatten(text), name);
        var filled = Fill(template.Body, name, words);
        // Meta counts the form with its values in place; what it would refuse is said before anybody confirms it.
        if (filled.Length > WhatsAppLimits.TemplateBody)
        {
            draft.StickAtTemplate(tooLong: true, text, language, meaning, engine, findings);
            return DraftRefusals.TemplateTooLong;
        }

        draft.Compose(filled, language, meaning, engine, findings);
        draft.UseTemplate(template.Name, template.Language, [name, words]);
        return null;
    }

    // Nothing internal leaves, whoever put it into the answer; what was pasted on purpose needs more than a plain yes.
    private static async Task<IEnumerable<string>> NoteFindingsAsync(Change change, Draft draft, string text, CancellationToken cancel)
    {
        var notes = await change.Db.Set<Note>().AsNoTracking().Where(n => n.ConversationId == draft.ConversationId)
            .OrderByDescending(n => n.At).Take(MostNotes).Select(n => n.Text).ToListAsync(cancel);
        return NoteGuard.Check([draft.Words, text], notes).Select(f => f.Line);
    }

    /// <summary>The template as it is sent.</summary>
    public static TemplateSend Filled(Draft draft) =>
        new(draft.Template!, draft.TemplateLanguage!, [.. draft.TemplateValues!.Split('\n').Select(v => new TemplateParameter(v))], Rendered: draft.Text)
        {
            To = new(null, null),
        };

    /// <summary>An approved template in a language; Meta's codes may carry a country, ours do not.</summary>
    public static async Task<Template?> FindTemplateAsync(DbContext db, Guid accountId, string name, string language, CancellationToken cancel)
    {
        var known = await db.Set<Template>().AsNoTracking()
            .Where(t => t.ChannelAccountId == accountId && t.Name == name && t.State == "APPROVED").ToListAsync(cancel);
        return known.FirstOrDefault(t => t.Language == language)
            ?? known.FirstOrDefault(t => t.Language.StartsWith(language + "_", StringComparison.Ordinal));
    }

    /// <summary>A template's text with its places filled, in one pass: a value that looks like a place stays as it is.</summary>
    public static string Fill(string body, params string[] values) => Place().Replace(body, place =>
        int.TryParse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= values.Length ? values[number - 1] : place.Value);

    [GeneratedRegex(@"\{\{(\d{1,4})\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
