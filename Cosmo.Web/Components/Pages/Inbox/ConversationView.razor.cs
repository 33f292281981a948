using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Inbox;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>One conversation: thread, draft, composer and the customer's panel. It reads all of it again when the conversation changes.</summary>
public sealed partial class ConversationView(
    ThreadQueries threads, TicketHistory history, DraftQueries drafts, PreparedDesk prepared, TeamQueries team, UnsentTexts unsent, DraftDesk desk, TicketDesk tickets, TicketMoves moves,
    ConversationDesk conversations, NoteDesk notes, UncertainSends sends, CorrectionDesk corrections, EngineSettings engine, MessageMeanings meanings, IStringLocalizer<InboxText> words, IJSRuntime script) : IAsyncDisposable
{
    private ThreadHead? _head;
    private ThreadPart _part = new([], [], false);
    private IReadOnlyList<TicketView> _tickets = [];
    private IReadOnlyList<MemberRow> _members = [];
    private IReadOnlyList<DepartmentRow> _departments = [];
    private IReadOnlyDictionary<Guid, string> _names = new Dictionary<Guid, string>();
    private IReadOnlyList<Guid> _others = [];
    private DraftView? _draft;
    private PreparedView? _prepared;
    private Composer? _composer;
    private IJSObjectReference? _module;
    private DotNetObjectReference<ConversationView>? _self;
    private Guid? _about;
    private string? _unsent;
    private string? _refused;
    private int _shown = ThreadQueries.MessagesAtOnce;
    private bool _canReword, _loaded, _attached, _panel, _busy, _decided, _gone;

    [Parameter, EditorRequired] public Guid Id { get; set; }

    /// <summary>The list that a phone goes back to.</summary>
    [Parameter, EditorRequired] public required string Back { get; set; }
    [CascadingParameter] public required CurrentMember Me { get; set; }

    protected override Topic Topic => Topic.Conversation(Id);

    private TicketView? Newest => _tickets is [var newest, ..] ? newest : null;

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        var head = await threads.HeadAsync(Id, cancel);
        if (head is not null)
        {
            _part = await threads.ReadAsync(Id, _shown, cancel);
            _tickets = await history.OfAsync(Id, cancel);
            _draft = await drafts.WaitingAsync(Id, Me.Id, cancel);
            _prepared = await prepared.WaitingAsync(Id, Me.Id, cancel);
            _canReword = (await engine.ReadAsync(cancel)).Choice.Provider is not AssistantProvider.BuiltIn;
            _others = await drafts.OthersAsync(Id, Me.Id, cancel);
            _members = await team.MembersAsync(cancel);
            _departments = await team.DepartmentsAsync(cancel);
            _names = _members.ToDictionary(m => m.Id, m => m.Name);
            if (!_loaded)
                _unsent = await unsent.FindAsync(Me.Id, Id, cancel);
        }

        (_head, _loaded) = (head, true);
        _ = TranslateAsync(cancel);
        if (_attached)
            await LookedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The button that was pressed may be gone with its draft.
        if (_decided && _composer is not null)
        {
            _decided = false;
            await _composer.CatchFocusAsync();
        }

        if (_head is null || _attached)
            return;
        _attached = true;
        try
        {
            _module = await script.InvokeAsync<IJSObjectReference>("import", "./js/inbox.js");
            await using (await script.InvokeAsync<IJSObjectReference>("import", "./js/countdown.js")) { }   // counts by itself from now on
            await _module.InvokeVoidAsync("attachThread", _self = DotNetObjectReference.Create(this));
            await LookedAsync();
        }
        catch (Exception) when (_gone) { }   // whoever steps through the list is gone before the thread has come to life
    }

    /// <summary>The page is in front of the member: what came in counts as seen.</summary>
    [JSInvokable]
    public async Task LookedAsync()
    {
        try
        {
            if (_head is { Unread: > 0 } && _module is not null && await _module.InvokeAsync<bool>("isVisible"))
                Say(await conversations.SeenAsync(Id));
        }
        catch (Exception) when (_gone) { }   // it is not looked at any more
    }

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        Dispose();
        _self?.Dispose();
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("detachThread");
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException) { }   // the browser is gone, and its listeners with it
    }

    private string NameOf(Guid id) => _names.GetValueOrDefault(id, "");

    private void TogglePanel() => _panel = !_panel;

    private Task EarlierAsync()
    {
        _shown += ThreadQueries.MessagesAtOnce;
        return LoadAsync(CancellationToken.None);
    }

    private async Task ComposedAsync(string text)
    {
        if (!Say(await desk.BeginAsync(Guid.CreateVersion7(), Id, Me.Id, DraftSource.Browser, text, _about)))
            return;
        _about = null;
        await _composer!.ClearAsync();
        await unsent.KeepAsync(Me.Id, Id, "");
    }

    private async Task NotedAsync(string text)
    {
        if (Say(await notes.AddAsync(Id, Me.Id, text)))
            await _composer!.ClearAsync();
    }

    private Task KeepAsync(string text) => unsent.KeepAsync(Me.Id, Id, text);

    private Task SendDraftAsync(DraftView shown) => DecideAsync(() => desk.ConfirmAsync(shown.Id, Me.Id, shown.Revision, shown.Findings is not []));

    private Task UsePreparedAsync(PreparedView shown) => DecideAsync(() => prepared.BeginAsync(Guid.CreateVersion7(), shown.Id, Me.Id));

    private Task CancelDraftAsync() => WithDraftAsync(draft => desk.CancelAsync(draft.Id, Me.Id));

    private Task AsWrittenAsync() => WithDraftAsync(draft => desk.UseAsWrittenAsync(draft.Id, Me.Id));

    private Task RewordAsync(Cosmo.Core.Assistant.Wording wording) => WithDraftAsync(draft => desk.RewordAsync(draft.Id, Me.Id, wording));

    private Task NewsAsync(DraftView shown) => DecideAsync(() => desk.ShowNewsAsync(shown.Id, Me.Id, shown.NewsUntil));

    private async Task ChangeDraftAsync()
    {
        var (words, about) = (_draft?.Words, _draft?.QuestionId);
        await CancelDraftAsync();
        _about = about;   // other words for the same question
        if (words is not null && _composer is not null)
            await _composer.WriteAsync(words);
    }

    private Task WithDraftAsync(Func<DraftView, Task<Refusal?>> act) => _draft is { } draft ? DecideAsync(() => act(draft)) : Task.CompletedTask;

    private async Task DecideAsync(Func<Task<Refusal?>> act)
    {
        if (!await OnceAsync(act))
            return;
        await LoadAsync(CancellationToken.None);
        _decided = true;
    }

    /// <summary>Nothing twice by a double click.</summary>
    private async Task<bool> OnceAsync(Func<Task<Refusal?>> act)
    {
        if (_busy)
            return false;
        _busy = true;
        try
        {
            Say(await act());
        }
        finally
        {
            _busy = false;
        }

        return true;
    }

    /// <summary>Shows why something was turned down; forgets it once something works.</summary>
    private bool Say(Refusal? refusal)
    {
        // The draft itself says what is new.
        _refused = refusal is null || refusal == DraftRefusals.SomethingNew ? null : words.Refusal(refusal);
        return refusal is null;
    }
}
