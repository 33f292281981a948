using Cosmo.Core.Assistant;
using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Questions;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Knowledge;

/// <summary>What the assistant may tell customers: all entries, searched and filtered, and their editor.</summary>
public sealed partial class KnowledgePage
{
    private IReadOnlyList<KnowledgeRow>? _rows;
    private IReadOnlyDictionary<Guid, KnowledgeUse> _uses = new Dictionary<Guid, KnowledgeUse>();
    private IReadOnlyList<string> _categories = [];
    private KnowledgeStanding? _standing;
    private string? _typed, _shown, _refused, _told, _language, _category;
    private Guid? _open;
    private Cosmo.Core.Knowledge.KnowledgeText? _proposed;
    private Guid? _asked;
    private bool _writing;

    [Inject] public required KnowledgeQueries Queries { get; init; }
    [Inject] public required KnowledgeUses Uses { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required TicketProposal Tickets { get; init; }
    [SupplyParameterFromQuery(Name = "q")] public string? Q { get; set; }

    /// <summary>A closed ticket that an entry is to be made of.</summary>
    [SupplyParameterFromQuery(Name = "ticket")] public Guid? Ticket { get; set; }

    protected override Topic Topic => Topic.Knowledge;

    private bool IsUnfiltered => string.IsNullOrEmpty(Q) && _standing is null && string.IsNullOrEmpty(_language) && string.IsNullOrEmpty(_category);

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        _shown = Q;
        _categories = await Queries.CategoriesAsync(cancel);
        _uses = await Uses.ReadAsync(cancel);
        _rows = await Queries.ListAsync(Q, new(Chosen(_language), Chosen(_category), _standing), cancel);
    }

    protected override async Task OnParametersSetAsync()
    {
        _typed = Q;
        if (RendererInfo.IsInteractive && Ticket is { } ticket && _asked != ticket)
            await ProposeAsync(ticket);
        // Other words on the same page; the first read is the base's.
        if (_rows is not null && _shown != Q)
            await LoadAsync(CancellationToken.None);
    }

    private static string? Chosen(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private void Search()
    {
        if ((_typed?.Trim() ?? "") is var wanted && wanted != (Q ?? ""))
            Navigation.NavigateTo(wanted is "" ? "knowledge" : $"knowledge?q={Uri.EscapeDataString(wanted)}");
    }

    private async Task ProposeAsync(Guid ticket)
    {
        _asked = ticket;
        _proposed = await Tickets.ReadAsync(ticket);
        (_writing, _open) = (_proposed is not null, null);
        _told = Text[_proposed is null ? "FromTicket.None" : "FromTicket"];
    }

    private void Open(Guid? entry) => (_writing, _open, _refused, _told, _proposed) = (true, entry, null, null, null);

    private void Close() => (_writing, _open, _told, _proposed) = (false, null, null, null);

    private void Say(Refusal? refusal) => _refused = refusal is null ? null : Text.Refusal(refusal);
}
