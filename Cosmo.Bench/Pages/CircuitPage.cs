using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Cosmo.Bench.Pages;

/// <summary>
/// A real circuit with nobody to draw it: does what blazor.web.js does, acknowledges each batch at once and looks into it for marks.
/// To the server it is a browser that draws in no time; a real one on another machine takes none of the server's processor either.
/// </summary>
internal sealed class CircuitPage : IOpenPage
{
    // The server hangs up on who has been silent for half a minute.
    private static readonly TimeSpan s_breath = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, long> _seen = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _leaving = new();
    private readonly HubWire _wire;
    private readonly PageMarkers _markers;
    private readonly Task _following;
    private readonly Task _breathing;
    private int _objects;

    private CircuitPage(HubWire wire, PageMarkers markers)
    {
        (_wire, _markers) = (wire, markers);
        _following = FollowAsync();
        _breathing = BreatheAsync();
    }

    public bool InBrowser => false;

    /// <summary>Opens a page; ends when its components live.</summary>
    /// <param name="visitor">Who is signed in.</param>
    /// <param name="path">The page.</param>
    public static async Task<CircuitPage> OpenAsync(Visitor visitor, string path, CancellationToken cancel = default)
    {
        var markers = PageMarkers.Read(await visitor.GetAsync(path, cancel));
        var wire = await HubWire.ConnectAsync(visitor.Address, visitor.Cookies, cancel);
        // No components yet: like the script, the page adds them when the server has told that it is ready to hear of events.
        await wire.SendAsync(new InvocationMessage("1", "StartCircuit", [visitor.Address.ToString(), new Uri(visitor.Address, path).ToString(), "[]", markers.State]), cancel);
        var page = new CircuitPage(wire, markers);
        await await Task.WhenAny(page._open.Task, page._following).WaitAsync(cancel);
        return page;
    }

    public async Task<IReadOnlyDictionary<int, long>> SeenAsync()
    {
        if (_following.IsCompleted)
            await _following;
        return _seen;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_following, _breathing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // cancelled
        await _wire.DisposeAsync();
        _leaving.Dispose();
    }

    private async Task FollowAsync()
    {
        await foreach (var message in _wire.ReadAsync(Calls.Binder, _leaving.Token))
        {
            switch (message)
            {
                case InvocationMessage { Target: Calls.Render, Arguments: [int batch, byte[] data] }:
                    Mark.Note(data, _seen, TimeProvider.System);
                    await SendAsync("OnRenderCompleted", (long)batch, null);
                    break;
                case InvocationMessage { Target: Calls.Script, Arguments: [long call, string name, _, int wanted, ..] }:
                    if (call != 0)   // 0: no answer wanted
                        await SendAsync("EndInvokeJSFromDotNet", call, true, Answer(call, wanted));
                    if (name == Calls.Attach)
                        await SendAsync("UpdateRootComponents", _markers.Operations, _markers.State);
                    break;
                case InvocationMessage { Target: Calls.Added }:
                    _open.TrySetResult();
                    break;
                case InvocationMessage { Target: Calls.Error, Arguments: [var error] }:
                    throw new InvalidOperationException($"The circuit failed: {error}");
                case CompletionMessage { Error: { } error }:
                    throw new InvalidOperationException($"A call was refused: {error}");
                case InvocationBindingFailureMessage { Target: var target, BindingFailure: var failure }:
                    throw new InvalidOperationException($"The program called {target} in a way that is not known here.", failure.SourceException);
            }
        }

        throw new InvalidOperationException("The program closed the circuit.");
    }

    // A script that is imported is an object that can be called; nothing else on these pages gives a value.
    private string Answer(long call, int wanted) =>
        string.Create(CultureInfo.InvariantCulture, $"[{call},true,{(wanted == Calls.ScriptObject ? $"{{\"__jsObjectId\":{++_objects}}}" : "null")}]");

    private Task SendAsync(string method, params object?[] arguments) => _wire.SendAsync(new InvocationMessage(method, arguments), _leaving.Token);

    private async Task BreatheAsync()
    {
        using var breaths = new PeriodicTimer(s_breath);
        while (await breaths.WaitForNextTickAsync(_leaving.Token))
            await _wire.SendAsync(PingMessage.Instance, _leaving.Token);
    }

    /// <summary>What the server calls, as far as it matters here.</summary>
    private static class Calls
    {
        public const string Render = "JS.RenderBatch";
        public const string Script = "JS.BeginInvokeJS";
        public const string Added = "JS.EndUpdateRootComponents";
        public const string Error = "JS.Error";

        /// <summary>The first thing that the server asks of a page: to be told of events.</summary>
        public const string Attach = "Blazor._internal.attachWebRendererInterop";

        /// <summary>The kind of answer that is an object of the page (JSCallResultType.JSObjectReference).</summary>
        public const int ScriptObject = 1;

        public static readonly IInvocationBinder Binder = new Types();

        private sealed class Types : IInvocationBinder
        {
            public Type GetReturnType(string invocationId) => typeof(string);

            public Type GetStreamItemType(string streamId) => throw new InvalidOperationException("No streams are asked for.");

            public IReadOnlyList<Type> GetParameterTypes(string methodName) => methodName switch
            {
                Render => [typeof(int), typeof(byte[])],
                Script => [typeof(long), typeof(string), typeof(string), typeof(int), typeof(long), typeof(int)],
                Added => [typeof(int)],
                Error => [typeof(string)],
                "JS.AttachComponent" => [typeof(int), typeof(string)],
                "JS.EndInvokeDotNet" => [typeof(string), typeof(bool), typeof(string)],
                _ => throw new InvalidOperationException($"{methodName} is not known."),
            };
        }
    }
}
