using System.Globalization;
using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Sandbox;

/// <summary>The phones of customers and members side by side, with the clock, the faults and the log of the stand-in.</summary>
public sealed partial class SandboxPage
{
    private const int MostPhones = 24;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);

    // The stand-in wakes the page on threads of its own, which speak the language of the server.
    private readonly (CultureInfo Formats, CultureInfo Words) _language = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private readonly CancellationTokenSource _leaving = new();
    private SandboxRoster? _roster;
    private (string Person, string Number)? _open;
    private readonly ShownPhones _customers = new();
    private readonly ShownPhones _members = new();
    private bool _team;
    private int _waking;

    [Inject] public required SandboxGraph Graph { get; init; }
    [Inject] public required ISandboxCast Cast { get; init; }

    protected override async Task OnInitializedAsync()
    {
        Graph.Changed += Wake;
        _roster = await Cast.ReadAsync(_leaving.Token);
        Graph.Introduce(_roster);
        // The first two of each side, the first one chosen last. Phones that have a chat come before those that are not paired yet.
        foreach (var person in Customers().Take(2).Reverse())
            _customers.Choose(person.UserId);
        foreach (var person in Members().OrderBy(person => Graph.Chat(person.UserId, _roster.Notification.PhoneNumberId, 1).Count == 0).Take(2).Reverse())
            _members.Choose(person.UserId);
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
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _language;
        if (!_leaving.IsCancellationRequested)
            StateHasChanged();
    }

    private SandboxPerson[] Customers() =>
        [.. Graph.Persons().Where(person => !person.IsMember && _roster!.Members.All(member => member.UserId != person.UserId)).Take(MostPhones)];

    private SandboxPerson[] Members() => [.. _roster!.Members.Take(MostPhones)];

    private void LookAtCustomer(SandboxPerson person)
    {
        _customers.Choose(person.UserId);
        LookAt(person, _roster!.Business);
    }

    private void LookAtMember(SandboxPerson person)
    {
        _members.Choose(person.UserId);
        LookAt(person, _roster!.Notification);
    }

    private void LookAt(SandboxPerson person, SandboxNumber number)
    {
        var now = (person.UserId, number.PhoneNumberId);
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

    private void Add(SandboxPerson person)
    {
        Graph.Add(person);
        _customers.Choose(person.UserId);
    }
}
