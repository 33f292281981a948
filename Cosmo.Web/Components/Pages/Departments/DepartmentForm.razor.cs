using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Team;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Departments;

/// <summary>Makes a department, or changes one: everything of it in one form, saved at once.</summary>
public sealed partial class DepartmentForm
{
    private readonly List<PathStep> _steps = [];
    private readonly HashSet<CaseTopic> _topics = [];
    private readonly HashSet<string> _languages = [];
    private readonly HashSet<Guid> _members = [];
    private ElementReference _first;
    private string _name = "", _description = "";
    private string? _refused;
    private RoutingStrategy _strategy;
    private int _firstMinutes = Cosmo.Core.Team.Department.UsualTarget, _nextMinutes = Cosmo.Core.Team.Department.UsualTarget;
    private bool _fallback, _busy;

    /// <summary>Null for a new one.</summary>
    [Parameter, EditorRequired] public required DepartmentRow? Department { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<DepartmentRow> All { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<MemberRow> Members { get; set; }

    /// <summary>The name of what was saved; null when nothing was.</summary>
    [Parameter] public EventCallback<string?> OnDone { get; set; }

    /// <summary>The department is gone.</summary>
    [Parameter] public EventCallback OnRemoved { get; set; }
    [CascadingParameter] public required CurrentMember Me { get; set; }

    protected override void OnInitialized()
    {
        _steps.AddRange((Department?.Path ?? EscalationPath.Usual).Steps.Select(PathStep.Of));
        if (Department is not { } department)
            return;
        (_name, _description, _fallback, _strategy) = (department.Name, department.Description, department.IsFallback, department.Strategy);
        (_firstMinutes, _nextMinutes) = (department.FirstResponseMinutes, department.NextResponseMinutes);
        _topics.UnionWith(department.Topics.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<CaseTopic>));
        _languages.UnionWith(department.Languages.Split(',', StringSplitOptions.RemoveEmptyEntries));
        _members.UnionWith(Members.Where(m => m.IsActive && m.Departments.Contains(department.Id)).Select(m => m.Id));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _first.FocusAsync();
    }

    private Task SaveAsync() => OnceAsync(async () =>
    {
        var (refusal, path) = EscalationPath.Of(_steps.Select(s => s.Step));
        return path is null ? refusal : await Desk.SaveAsync(
            Department?.Id,
            new(_name, _description)
            {
                Topics = _topics,
                Languages = _languages,
                Strategy = _strategy,
                Path = path,
                FirstResponseMinutes = _firstMinutes,
                NextResponseMinutes = _nextMinutes,
                IsFallback = _fallback,
                Members = _members,
            },
            Me.Id);
    });

    private Task RemoveAsync() => OnceAsync(() => Desk.RemoveAsync(Department!.Id, Me.Id), removed: true);

    private async Task OnceAsync(Func<Task<Refusal?>> change, bool removed = false)
    {
        if (_busy)
            return;
        (_busy, _refused) = (true, null);
        try
        {
            if (await change() is { } refusal)
                _refused = Text.Refusal(refusal);
            else
                await (removed ? OnRemoved.InvokeAsync() : OnDone.InvokeAsync(_name.Trim()));
        }
        finally
        {
            _busy = false;
        }
    }
}
