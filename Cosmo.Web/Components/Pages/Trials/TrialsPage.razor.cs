using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Trials;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Trials;

/// <summary>Tries the assistant out before customers do: one message with all that led to its answer, and saved questions.</summary>
public sealed partial class TrialsPage
{
    private IReadOnlyList<SavedRow>? _saved;
    private SavedQuestionText? _start;
    private TrialMessage _asked = new("");
    private TrialResult? _result;
    private string? _refused;
    private bool _busy, _onlyDrafts;

    [Inject] public required AssistantTrial Trial { get; init; }
    [Inject] public required Manners Manners { get; init; }
    [Inject] public required SavedQuestionQueries Queries { get; init; }
    [Inject] public required SavedQuestionDesk Desk { get; init; }
    [CascadingParameter] public required CurrentMember Me { get; set; }

    /// <summary>A ticket whose message is to be tried.</summary>
    [SupplyParameterFromQuery(Name = "ticket")] public Guid? Ticket { get; set; }

    /// <summary>An answer of the assistant whose question is to be tried.</summary>
    [SupplyParameterFromQuery(Name = "answer")] public Guid? Answer { get; set; }

    protected override Topic Topic => Topic.SavedQuestions;

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        if (_saved is null)
            _start = Ticket is { } ticket ? await Queries.OfTicketAsync(ticket, cancel) : Answer is { } answer ? await Queries.OfAnswerAsync(answer, cancel) : null;
        _onlyDrafts = (await Manners.CurrentAsync(cancel)).Mode is AssistantMode.Drafts;
        _saved = await Queries.ListAsync(cancel);
    }

    private async Task AskAsync((TrialMessage Message, bool WithDrafts) wanted)
    {
        (_busy, _result, _asked) = (true, null, wanted.Message);
        try
        {
            _result = await Trial.AskAsync(wanted.Message, Ground.Now with { Knowledge = KnowledgeView.Published with { WithDrafts = wanted.WithDrafts } });
        }
        finally
        {
            _busy = false;
        }
    }

    // What came of a real conversation is expected as it was there, until the question is another one.
    private SavedQuestionText Proposed(TrialResult result) => new(
        Cut.To(_asked.Text, SavedQuestion.LongestText), _asked.Language, result.Deliberation.Around.IsVip,
        _start is { } start && start.Text == _asked.Text.Trim() ? start.Expected : SavedOutcome.Of(result.Deliberation.Outcome));

    private async Task<bool> SaveAsync(SavedQuestionText text)
    {
        Say(await Desk.SaveAsync(text, Me.Id));
        StateHasChanged();   // a function is called, no event of this page: nothing else would show a refusal
        return _refused is null;
    }

    private void TryAgain(SavedRow row) => (_start, _result) = (new(row.Text, row.Language, row.AsVip, row.Expected), null);

    private void Say(Refusal? refusal) => _refused = refusal is null ? null : Text.Refusal(refusal);
}
