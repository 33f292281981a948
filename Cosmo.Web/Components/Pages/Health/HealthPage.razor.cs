using System.Globalization;
using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Live;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Pages.Inbox;
using Cosmo.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Health;

/// <summary>Whether everything arrives, and what waits for a person; read again every few seconds while it is open.</summary>
public sealed partial class HealthPage : IAsyncDisposable
{
    // The queue tells nobody how long it is: a topic told with every piece of work would cost more than the work.
    internal static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private HealthView? _view;
    private ModelSpending? _spending;
    private DateTimeOffset _asOf;
    private int _letters = HealthQueries.Page;
    private bool _loaded;
    private string? _refused;
    private ITimer? _timer;

    [Inject] public required HealthQueries Queries { get; init; }
    [Inject] public required HealthDesk Desk { get; init; }
    [Inject] public required ModelBudget Budget { get; init; }
    [Inject] public required ModelWatch Watch { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [CascadingParameter] public required CurrentMember Me { get; set; }
    [CascadingParameter] public WallClock Wall { get; set; } = WallClock.Unset;

    protected override Topic Topic => Topic.Channels;

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        var view = await Queries.ReadAsync(Me.Id, _letters, cancel);
        var spending = view is null ? null : await Budget.ReadAsync(cancel);
        (_view, _spending, _asOf, _loaded) = (view, spending, Clock.GetUtcNow(), true);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender)
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(BeatAsync), null, Pace, Timeout.InfiniteTimeSpan);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_timer is not null)
            await _timer.DisposeAsync();
    }

    // Set anew only after a read, so that slow reads never pile up.
    private async Task BeatAsync()
    {
        await ReloadAsync();
        _timer?.Change(Pace, Timeout.InfiniteTimeSpan);
    }

    private bool IsWell(HealthView view) =>
        view is { Dead: 0, Quarantined.Count: 0, Uncertain: 0, Accounts.Count: > 0 } && !view.Accounts.Any(a => a.PausedUntil > Clock.GetUtcNow() || a.TemplatesPausedUntil > Clock.GetUtcNow())
        && _spending is not { State: BudgetState.Reached } && !Watch.State.IsFailing;

    private string Count(int count) => count < HealthQueries.MostCounted ? count.ToString("N0", CultureInfo.CurrentCulture) : Text["Many"].Value;

    private Task MoreAsync()
    {
        _letters += HealthQueries.Page;
        return LoadAsync(CancellationToken.None);
    }

    private async Task ResumeAsync(Guid account) => Say(await Desk.ResumeAsync(account, Me.Id));

    private async Task ReplayAsync(long work) => Say(await Desk.ReplayAsync(work, Me.Id));

    private void Say(Refusal? refusal) => _refused = refusal is null ? null : Text.Refusal(refusal);
}
