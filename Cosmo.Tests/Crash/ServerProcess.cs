using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cosmo.Tests.Crash;

/// <summary>The real program in a process of its own, which may be killed at any moment.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false });
    // Below the ports that the system gives away by itself (from 32768): no other test's connection takes it before the program listens, or while it is dead.
    private static int s_port = Random.Shared.Next(20_000, 30_000);
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        Ended = process.WaitForExitAsync(CancellationToken.None);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Completes when the process is gone, whoever ended it.</summary>
    public Task Ended { get; }

    /// <summary>The last lines that it wrote, for the message of a failed test.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Starts the program; returns at once.</summary>
    /// <param name="settings">Its environment variables.</param>
    /// <param name="at">The address of the one before, for pages that wait there; null for a new port.</param>
    public static ServerProcess Start(IReadOnlyDictionary<string, string> settings, Uri? at = null)
    {
        var address = at ?? new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Urls"] = address.ToString();
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."), address);
    }

    /// <summary>Returns when it serves.</summary>
    public Task ReadyAsync() => Eventually.SeeAsync("the program serves", IsReadyAsync, TimeSpan.FromMinutes(2));

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return Ended;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, $"The program ended while it started:\n{Said}");
        try
        {
            using var response = await s_client.GetAsync(new Uri(Address, "health/ready"));
            return response.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;   // not listening yet
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _said.Enqueue(line);
        if (_said.Count > 100)
            _said.TryDequeue(out _);
    }

    private static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref s_port);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // the next one, then
            }
        }
    }
}
