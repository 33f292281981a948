using Cosmo.Core.Knowledge;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Pages.Inbox;
using Cosmo.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using EntryText = Cosmo.Core.Knowledge.KnowledgeText;

namespace Cosmo.Web.Components.Pages.Knowledge;

/// <summary>Writes an entry or an article, and shows beside it how it will look.</summary>
public sealed partial class EntryForm
{
    private const int LongestVariants = KnowledgeEntry.MostVariants * (KnowledgeEntry.LongestQuestion + 1);

    private ElementReference _first;
    private KnowledgeKind _kind;
    private string _question = "", _variants = "", _answer = "", _language = "en", _category = "";
    private DateOnly? _lastDay;
    private Guid _id = Guid.CreateVersion7();
    private bool _published = true, _teamOnly, _busy;
    private int? _seen;
    private string? _refused;

    /// <summary>The entry to change; null for a new one.</summary>
    [Parameter] public KnowledgeRow? Entry { get; set; }

    /// <summary>What a new entry begins with; null for nothing.</summary>
    [Parameter] public EntryText? Proposed { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>Hears the new entry's id, before the form closes.</summary>
    [Parameter] public EventCallback<Guid> OnAdded { get; set; }
    [CascadingParameter] public required CurrentMember Me { get; set; }
    [CascadingParameter] public WallClock Wall { get; set; } = WallClock.Unset;

    private bool IsArticle => _kind is KnowledgeKind.Article;

    private int Longest => EntryText.Longest(_kind);

    private EntryText Written => new(_question, _answer, _language, _category, _published, _teamOnly)
    {
        Kind = _kind,
        Variants = KnowledgeEntry.VariantLines(_variants),
        ExpiresAt = _lastDay is { } day ? Wall.Morning(day.AddDays(1)) : null,
    };

    // What was compared is shown as long as it is what stands here.
    private static string Key(EntryText text) => string.Join('\n', text.Kind, text.Question, text.Answer, text.Language, text.Category, text.Published, text.TeamOnly, text.ExpiresAt, string.Join('\n', text.Variants));

    // Once: what a colleague saves meanwhile must not overwrite what is being typed.
    protected override void OnInitialized()
    {
        if (Languages.Spoken.Contains(Me.Language))
            _language = Me.Language;
        if ((Entry?.Text ?? Proposed) is not { } text)
            return;
        (_kind, _question, _variants, _answer) = (text.Kind, text.Question, string.Join('\n', text.Variants), text.Answer);
        (_language, _category, _published, _teamOnly, _seen) = (text.Language, text.Category, text.Published, text.TeamOnly, Entry?.Revision);
        _id = Entry?.Id ?? _id;
        // The last day on which it still speaks, the same for everybody; the instant is the next midnight of the business.
        _lastDay = text.ExpiresAt is { } end ? Wall.Day(end).AddDays(-1) : null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _first.FocusAsync();
    }

    private async Task SaveAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var added = Guid.Empty;
        try
        {
            var refusal = Entry is null ? await Desk.AddAsync(Written, Me.Id, id => added = id) : await Desk.EditAsync(Entry.Id, Written, Me.Id, _seen);
            _refused = refusal is null ? null : Text.Refusal(refusal);
        }
        finally
        {
            _busy = false;
        }

        if (_refused is not null)
            return;
        if (added != Guid.Empty)
            await OnAdded.InvokeAsync(added);
        await OnClose.InvokeAsync();
    }
}
