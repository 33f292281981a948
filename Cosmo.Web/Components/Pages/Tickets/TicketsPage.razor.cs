using Cosmo.Core.Administration;
using Cosmo.Core.Hours;
using Cosmo.Core.Inbox;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Cosmo.Web.Components.Pages.Tickets;

/// <summary>The queue of the team: who waits, since when, and who has it. The filter is in the address.</summary>
public sealed partial class TicketsPage(TicketQueries queue, TeamQueries team, HoursQueries hours, NavigationManager navigation, IJSRuntime script)
{
    private const int MostParts = 10;

    private IReadOnlyList<TicketRow>? _rows;
    private IReadOnlyDictionary<TicketState, int> _counts = new Dictionary<TicketState, int>();
    private IReadOnlyList<MemberRow> _members = [];
    private IReadOnlyList<DepartmentRow> _departments = [];
    private IReadOnlyDictionary<Guid, string> _names = new Dictionary<Guid, string>();
    private HoursBook _book = new([], []);
    private TicketCursor? _next;
    private TicketFilter? _shown;
    private int _parts = 1;

    [SupplyParameterFromQuery(Name = "state")] public string? StateName { get; set; }
    [SupplyParameterFromQuery(Name = "department")] public Guid? Department { get; set; }
    [SupplyParameterFromQuery(Name = "member")] public Guid? Member { get; set; }
    [CascadingParameter] public required CurrentMember Me { get; set; }

    protected override Topic Topic => Topic.Tickets;

    private TicketState State => Enum.TryParse<TicketState>(StateName, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : TicketState.Requested;

    private TicketFilter Filter => new(State, Department, Member);

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        var filter = Filter;
        var rows = new List<TicketRow>();
        TicketCursor? next = null;
        for (var part = 0; part < _parts; part++)
        {
            var page = await queue.PageAsync(filter, next, cancel);
            rows.AddRange(page.Rows);
            next = page.Next;
            if (next is null)
                break;
        }

        _book = await hours.BookAsync(cancel);
        _members = await team.MembersAsync(cancel);
        _departments = await team.DepartmentsAsync(cancel);
        _counts = await queue.CountsAsync(filter, cancel);
        _names = _members.ToDictionary(m => m.Id, m => m.Name);
        (_rows, _next, _shown) = ([.. rows.DistinctBy(r => r.Id)], _parts < MostParts ? next : null, filter);
    }

    protected override async Task OnParametersSetAsync()
    {
        // Another tab or filter of the same page; the first read is the base's.
        if (_shown is null || _shown == Filter)
            return;
        _parts = 1;
        await LoadAsync(CancellationToken.None);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await (await script.InvokeAsync<IJSObjectReference>("import", "./js/waiting.js")).DisposeAsync();
    }

    private Task MoreAsync()
    {
        _parts++;
        return LoadAsync(CancellationToken.None);
    }

    private void Go(TicketState state, Guid? department, Guid? member) => navigation.NavigateTo(Url(state, department, member));

    private static Guid? Parse(ChangeEventArgs change) => Guid.TryParse(change.Value?.ToString(), out var id) ? id : null;

    private static string Url(TicketState state, Guid? department, Guid? member) =>
        $"tickets?state={state.ToString().ToLowerInvariant()}"
        + (department is null ? "" : $"&department={department}")
        + (member is null ? "" : $"&member={member}");
}
