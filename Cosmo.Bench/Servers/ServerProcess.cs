using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cosmo.Bench.Servers;

/// <summary>A server in a process of its own, on a free port, with a folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>How long it took from starting the process until it answered on its ready path.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Processor time that the process has used so far, in milliseconds, on all cores together.</summary>
    public double ProcessorMs
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    /// <summary>Memory that the process holds (resident set), in megabytes.</summary>
    public double MemoryMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Starts <c>dotnet</c> with these arguments and waits until it answers.</summary>
    /// <param name="arguments">Arguments; made from the address, since the port is chosen here.</param>
    /// <param name="readyPath">Path that answers 200 when the server is ready.</param>
    /// <param name="environment">Settings.</param>
    public static async Task<ServerProcess> StartAsync(Func<Uri, IEnumerable<string>> arguments, string readyPath, Func<Uri, Dictionary<string, string>>? environment = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", arguments(address)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment?.Invoke(address) ?? [])
            start.Environment[name] = value;

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var began = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException("The server did not start."), address);
        server.Listen();
        while (!await AnswersAsync(client, new Uri(address, readyPath)))
        {
            if (server._process.HasExited || Stopwatch.GetElapsedTime(began) > s_patience)
                throw new InvalidOperationException("The server did not become ready:\n" + string.Join('\n', server._said));
            await Task.Delay(5);
        }

        server.StartTime = Stopwatch.GetElapsedTime(began);
        return server;
    }

    /// <summary>What the server said last; for finding out what went wrong.</summary>
    public IEnumerable<string> Said => _said;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
                return;
            _said.Enqueue(line.Data);
            if (_said.Count > 200)
                _said.TryDequeue(out _);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri ready)
    {
        try
        {
            using var response = await client.GetAsync(ready);
            return response.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;   // not listening yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
