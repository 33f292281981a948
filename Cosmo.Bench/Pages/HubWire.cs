using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Bench.Pages;

/// <summary>
/// The client's end of a connection to Blazor's hub. It speaks "blazorpack", the framework's own protocol of circuits; the framework
/// keeps that class to itself, but gives it out as one of the protocols of a program with interactive pages.
/// </summary>
internal sealed class HubWire : IAsyncDisposable
{
    private static readonly IHubProtocol s_protocol = OfTheFramework();

    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private readonly SemaphoreSlim _turn = new(1);

    private HubWire(Stream stream) => (_stream, _reader) = (stream, PipeReader.Create(stream));

    /// <summary>Opens the web socket and agrees on the protocol.</summary>
    /// <param name="address">The program.</param>
    /// <param name="cookies">Who is signed in.</param>
    public static async Task<HubWire> ConnectAsync(Uri address, CookieContainer cookies, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = cookies;
        await socket.ConnectAsync(new UriBuilder(new Uri(address, "_blazor")) { Scheme = "ws" }.Uri, cancel);
        var wire = new HubWire(WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true));
        // Version 1 is what browsers speak: the second has acknowledgements of SignalR's own.
        var hello = new ArrayBufferWriter<byte>();
        HandshakeProtocol.WriteRequestMessage(new(s_protocol.Name, 1), hello);
        await wire.WriteAsync(hello.WrittenMemory, cancel);
        for (; ; )
        {
            var read = await wire._reader.ReadAsync(cancel);
            var rest = read.Buffer;
            if (HandshakeProtocol.TryParseResponseMessage(ref rest, out var answer))
            {
                wire._reader.AdvanceTo(rest.Start);
                return answer.Error is null ? wire : throw new InvalidOperationException(answer.Error);
            }

            wire._reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                throw new InvalidOperationException("The program hung up before it agreed on a protocol.");
        }
    }

    /// <summary>Sends one message; safe from any thread.</summary>
    public async Task SendAsync(HubMessage message, CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>();
        s_protocol.WriteMessage(message, bytes);
        await WriteAsync(bytes.WrittenMemory, cancel);
    }

    /// <summary>What the program sends, in its order, until it hangs up.</summary>
    /// <param name="binder">Tells the types of what calls carry.</param>
    public async IAsyncEnumerable<HubMessage> ReadAsync(IInvocationBinder binder, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (; ; )
        {
            var read = await _reader.ReadAsync(cancel);
            var rest = read.Buffer;
            while (s_protocol.TryParseMessage(ref rest, binder, out var message))
                yield return message;
            _reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                yield break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _turn.Dispose();
    }

    // A web socket takes one message at a time.
    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await _stream.WriteAsync(bytes, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static IHubProtocol OfTheFramework()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services.BuildServiceProvider().GetServices<IHubProtocol>().Single(p => p.Name == "blazorpack");
    }
}
