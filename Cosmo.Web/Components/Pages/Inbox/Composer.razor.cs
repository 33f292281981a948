using Cosmo.Core.Conversations;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Shared;
using Cosmo.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>Where a member writes. Typing stays in the browser: the text is read when it is sent, and kept every few seconds.</summary>
public sealed partial class Composer(IJSRuntime script, TimeProvider time, MinuteClock clock) : IAsyncDisposable
{
    private ElementReference _area;
    private IJSObjectReference? _composer, _inbox;
    private DotNetObjectReference<Composer>? _self;
    private string? _initial;
    private bool _note, _attached, _sending, _gone;

    [Parameter, EditorRequired] public Guid Conversation { get; set; }

    /// <summary>What the member had typed here before, on whatever device.</summary>
    [Parameter] public string? Unsent { get; set; }
    [Parameter] public ServiceWindow Window { get; set; }
    [Parameter] public string? Language { get; set; }
    [Parameter] public EventCallback<string> OnSend { get; set; }
    [Parameter] public EventCallback<string> OnNote { get; set; }
    [Parameter] public EventCallback<string> OnKeep { get; set; }
    [CascadingParameter] public required CurrentMember Me { get; set; }

    private TimeProvider Time => time;

    private string Key => $"{Me.Id}:{Conversation}:{(_note ? "note" : "reply")}";

    /// <summary>Enter was pressed, or the button.</summary>
    [JSInvokable]
    public async Task SendAsync(string text)
    {
        if (_sending || string.IsNullOrWhiteSpace(text))
            return;
        _sending = true;
        try
        {
            await (_note ? OnNote : OnSend).InvokeAsync(text);
        }
        finally
        {
            _sending = false;
        }
    }

    /// <summary>The browser brings what was typed so far; true when it was kept. Notes stay in the browser.</summary>
    [JSInvokable]
    public async Task<bool> KeepAsync(string text)
    {
        if (!_note)
            await OnKeep.InvokeAsync(text);
        return !_note;
    }

    /// <summary>Empties the text once it went on its way.</summary>
    public async Task ClearAsync()
    {
        if (_composer is not null)
            await _composer.InvokeVoidAsync("clear", _area);
    }

    /// <summary>Puts words back for changing.</summary>
    public async Task WriteAsync(string text)
    {
        if (_note)
            await SwitchAsync(false);
        if (_composer is null)
            return;
        await _composer.InvokeVoidAsync("set", _area, text);
        await _composer.InvokeVoidAsync("focus", _area);
    }

    /// <summary>Where the focus goes when what had it is gone.</summary>
    public async Task CatchFocusAsync()
    {
        if (_composer is not null)
            await _composer.InvokeVoidAsync("catchFocus", _area);
    }

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        clock.Minute -= Refresh;
        _self?.Dispose();
        try
        {
            if (_inbox is not null)
                await _inbox.DisposeAsync();
            if (_composer is not null)
                await _composer.DisposeAsync();
        }
        catch (JSDisconnectedException) { }   // the browser is gone, and its listeners with it
    }

    // What is there at first is the browser's from then on; a changed value would overwrite what is being typed.
    protected override void OnInitialized()
    {
        _initial = Unsent ?? "";
        clock.Minute += Refresh;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_attached)
            return;
        _attached = true;
        try
        {
            _composer ??= await script.InvokeAsync<IJSObjectReference>("import", "./js/composer.js");
            _inbox ??= await script.InvokeAsync<IJSObjectReference>("import", "./js/inbox.js");
            _self ??= DotNetObjectReference.Create(this);
            await _composer.InvokeVoidAsync("attach", _area, _self, _initial);
            await _inbox.InvokeVoidAsync("keepText", _area, _self);
        }
        catch (Exception) when (_gone) { }   // whoever steps through the list is gone before its composer has come to life
    }

    // The window may close while nobody touches the page.
    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    private async Task SubmitAsync()
    {
        if (_composer is not null)
            await SendAsync(await _composer.InvokeAsync<string>("get", _area));
    }

    private async Task SwitchAsync(bool note)
    {
        if (_note == note)
            return;
        // Each mode has its own text: a note never turns into a message by a slip.
        (_note, _attached, _initial) = (note, false, null);
        StateHasChanged();
        await Task.Yield();
        if (_composer is not null)
            await _composer.InvokeVoidAsync("focus", _area);
    }
}
