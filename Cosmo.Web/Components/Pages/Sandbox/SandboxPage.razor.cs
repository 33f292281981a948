using System.Security.Cryptography;
using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Sandbox;

/// <summary>The phones of customers and members side by side, with the clock, the faults and the log of the stand-in.</summary>
public sealed partial class SandboxPage
{
    private const int MostPhones = 24;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);

    private readonly CancellationTokenSource _leaving = new();
    private SandboxRoster? _roster;
    private (string Person, string Number)? _open;
    private string? _shown;
    private string? _name;
    private string? _phone;
    private int _waking;

    [Inject] public required SandboxGraph Graph { get; init; }
    [Inject] public required ISandboxCast Cast { get; init; }

    protected override async Task OnInitializedAsync()
    {
        Graph.Changed += Wake;
        _roster = await Cast.ReadAsync(_leaving.Token);
        Graph.Introduce(_roster);
        _shown = People().FirstOrDefault()?.UserId;
    }

    public void Dispose()
    {
        Graph.Changed -= Wake;
        LookAway();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    // A burst of changes is one rendering: the first wakes, the others find it awake.
    private void Wake()
    {
        if (Interlocked.Exchange(ref _waking, 1) == 0)
            _ = InvokeAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        if (_leaving.IsCancellationRequested)
            return;
        await Task.Delay(Breath, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Interlocked.Exchange(ref _waking, 0);
        if (!_leaving.IsCancellationRequested)
            StateHasChanged();
    }

    private IEnumerable<SandboxPerson> People()
    {
        var customers = Graph.Persons().Where(person => !person.IsMember && _roster!.Members.All(member => member.UserId != person.UserId));
        return customers.Take(MostPhones).Concat(_roster!.Members.Take(MostPhones));
    }

    private SandboxNumber NumberOf(SandboxPerson person) =>
        _roster!.Members.Any(member => member.UserId == person.UserId) ? _roster.Notification : _roster.Business;

    private void LookAt(SandboxPerson person)
    {
        var now = (person.UserId, NumberOf(person).PhoneNumberId);
        if (_open == now)
            return;
        LookAway();
        _open = now;
        Graph.OpenChat(now.UserId, now.PhoneNumberId);
    }

    private void LookAway()
    {
        if (_open is { } before)
            Graph.CloseChat(before.Person, before.Number);
    }

    private void AddCustomer()
    {
        if (string.IsNullOrWhiteSpace(_name))
            return;
        var digits = string.Concat((_phone ?? "").Where(char.IsAsciiDigit));
        var person = new SandboxPerson(
            "ES.2" + RandomNumberGenerator.GetString("0123456789", 19), _name.Trim(), digits.Length == 0 ? null : "+" + digits);
        Graph.Add(person);
        (_shown, _name, _phone) = (person.UserId, null, null);
    }
}
