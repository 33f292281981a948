using System.Globalization;
using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant.Models;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Assistant;

/// <summary>Chooses the engine and tries it before it is chosen. A key goes in and never comes out.</summary>
public sealed partial class EnginePanel(AssistantDesk desk)
{
    private EnginePreset _preset = EnginePreset.All[0];
    private string _endpoint = "", _model = "", _key = "", _currency = "";
    private decimal _read, _write, _day, _month;
    private bool _forgets, _busy;
    private ProbeResult? _result;

    /// <summary>What is chosen now.</summary>
    [Parameter, EditorRequired] public required AssistantView View { get; set; }
    [Parameter] public EventCallback<Refusal?> OnRefused { get; set; }
    [CascadingParameter] public required CurrentMember Me { get; set; }

    protected override void OnInitialized()
    {
        var engine = View.Engine;
        (_preset, _endpoint, _model, _currency) = (EnginePreset.Of(engine), engine.Endpoint, engine.Model, engine.Currency);
        (_read, _write, _day, _month) = (engine.ReadPrice, engine.WritePrice, engine.DailyLimit, engine.MonthlyLimit);
    }

    private EngineChoice Choice => _preset.Provider is AssistantProvider.BuiltIn
        ? EngineChoice.BuiltIn with { Currency = _currency }
        : new(_preset.Provider, _endpoint, _model, _read, _write, _currency, _day, _month);

    // Nothing typed keeps the key that is there.
    private string? Key => _forgets ? "" : _key.Length > 0 ? _key : null;

    private void Pick(ChangeEventArgs picked)
    {
        var before = _preset;
        _preset = EnginePreset.All.FirstOrDefault(p => p.Name == picked.Value as string) ?? before;
        if (_preset != before)
            (_endpoint, _result) = (_preset.Endpoint, null);
    }

    private Task SaveAsync() => WhileBusyAsync(async () =>
    {
        var refusal = await desk.SetEngineAsync(Choice, Key, Me.Id);
        if (refusal is null)
            (_key, _forgets) = ("", false);
        return refusal;
    });

    private Task TryAsync() => WhileBusyAsync(async () =>
    {
        (var refusal, _result) = await desk.TryEngineAsync(Choice, Key, Me.Id);
        return refusal;
    });

    private Task ForgetAsync() => WhileBusyAsync(() => desk.UseConfigurationAsync(Me.Id));

    private async Task WhileBusyAsync(Func<Task<Refusal?>> act)
    {
        if (_busy)
            return;
        (_busy, _result) = (true, null);
        try
        {
            await OnRefused.InvokeAsync(await act());
        }
        finally
        {
            _busy = false;
        }
    }

    private string Told(ProbeResult result)
    {
        var seconds = result.Took.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture);
        if (result.Fault is { } fault)
            return Text[$"Fault.{fault}", result.Status ?? 0, seconds];
        var tokens = result.Tokens is { } counted ? Text["Probe.Tokens", counted.Read, counted.Written].Value : Text["Probe.Uncounted"].Value;
        var cost = result.Cost is { } sum ? Text["Probe.Cost", sum.ToString("0.00####", CultureInfo.CurrentCulture), _currency].Value : Text["Probe.NoPrices"].Value;
        return $"{Text["Probe.Good", seconds].Value} {tokens} {cost}";
    }

    private static string State(AssistantView view) =>
        view.Spending is { State: BudgetState.Reached } ? "State.Spent" : $"State.{view.State}";

    private static Tone ToneOf(AssistantView view) =>
        view.Spending is { State: BudgetState.Reached } || view.State is EngineState.NoKey ? Tone.Danger
        : view.State is EngineState.Resting ? Tone.Warning
        : Tone.Success;
}
