using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn.Phrases;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>Composes a draft, holds its facts against the member's words, and shows it.</summary>
internal sealed class Composing(IComposer composer, ITranslator translator, Manners manners, SettingsStore settings, TurnUses uses) : IExternalWorkHandler
{
    /// <summary>A customer who has not written anything readable yet is answered in this language.</summary>
    private const string FirstLanguage = "en";

    public static readonly Refusal IsBack = new("health.draft-is-back", "The draft is back with whoever wrote it.");

    public WorkKind Kind => ReplyWork.Compose;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var id = Guid.Parse(item.Body);
        if (await change.Db.Set<Draft>().FindAsync([id]) is not { State: DraftState.Composing } draft)
            return ExternalStep.Ends(WorkOutcome.Done);

        var conversation = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == draft.ConversationId);
        var contact = await change.Db.Set<Contact>().SingleAsync(c => c.Id == conversation.ContactId);
        var member = await change.Db.Set<Member>().SingleAsync(m => m.Id == draft.MemberId);
        if (draft.PreparedId is { } preparedId && await change.Db.Set<PreparedAnswer>().FindAsync([preparedId]) is { } prepared)
            return ExternalStep.Calls(() => TakeAsync(id, prepared, member.Language));
        var phrases = await PhraseChoices.ReadAsync(change.Db);
        return ExternalStep.Calls(async () =>
        {
            var business = await settings.BusinessNameAsync();
            var language = conversation.Language ?? FirstLanguage;
            var name = contact.Name.Length > 0 && char.IsLetter(contact.Name[0]) ? contact.Name.Split(' ')[0] : null;
            var manner = await manners.CurrentAsync();
            var request = new ComposeRequest(draft.Words, member.Language, language, name, business, draft.Wording) { Phrases = phrases, Tone = manner.Tone, Style = manner.Style };
            var composition = await composer.ComposeAsync(request, CancellationToken.None);
            var findings = composition.Text is { } text
                ? FactGuard.Check(draft.Words, text, name ?? contact.Name, business).Select(f => f.Line).ToList()
                : [];
            return later => RecordAsync(later, id, composition, language, findings);
        });
    }

    // Its words are the customer's language already, and stay to the letter; the member is told what they mean.
    private async Task<RecordOutcome> TakeAsync(Guid id, PreparedAnswer prepared, string memberLanguage)
    {
        var meaning = prepared.Language == memberLanguage ? null : await translator.TranslateAsync(prepared.Text, prepared.Language, memberLanguage, CancellationToken.None);
        return later => RecordAsync(later, id, new(prepared.Text, meaning?.Text, [], prepared.Engine), prepared.Language, []);
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    // The member waits for it: their words can still be sent as written, or put differently.
    public async Task GiveUpAsync(Change change, WorkItem item)
    {
        if (await change.Db.Set<Draft>().FindAsync([Guid.Parse(item.Body)]) is not { State: DraftState.Composing } draft
            || await change.Db.Set<Conversation>().FindAsync([draft.ConversationId]) is not { } conversation)
            return;
        draft.Stick([draft.Words.ReplaceLineEndings(" ")], conversation.Language ?? FirstLanguage, "none");
        Show(change, draft);
    }

    // The words went back to the member with the end of the work: they go on there.
    public async Task<Refusal?> ReviveAsync(Change change, WorkItem item) =>
        await change.Db.Set<Draft>().FindAsync([Guid.Parse(item.Body)]) is { State: DraftState.Composing } ? null : IsBack;

    private async Task<WorkOutcome> RecordAsync(Change change, Guid id, Composition composition, string language, List<string> findings)
    {
        if (await change.Db.Set<Draft>().FindAsync([id]) is not { } draft)
            return WorkOutcome.Done;
        // Paid for, whatever became of the draft meanwhile.
        await uses.RecordAsync(change, draft.ConversationId, TurnUseKind.Composition, composition.Work);
        if (draft.State is not DraftState.Composing || await change.Db.Set<Conversation>().FindAsync([draft.ConversationId]) is not { } conversation)
            return WorkOutcome.Done;

        draft.FellBack = composition.Work is { FellBack: true };
        if (composition.Text is { } text)
            await AnswerForm.ComposeAsync(change, draft, conversation, text, language, composition.BackTranslation, composition.Engine, findings, CancellationToken.None);
        else
            draft.Stick(composition.Unmatched, language, composition.Engine);
        Show(change, draft);
        return WorkOutcome.Done;
    }

    private static void Show(Change change, Draft draft)
    {
        change.Tell(Topic.Conversation(draft.ConversationId));
        if (draft.Source is DraftSource.Phone)
            change.Add(new(ReplyWork.Ready, $"draft:{draft.Id}:ready", draft.Id.ToString()));
    }
}
