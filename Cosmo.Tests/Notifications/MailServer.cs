using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cosmo.Tests.Notifications;

/// <summary>A mail server on this machine that speaks SMTP (RFC 5321) and keeps what it was given.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _serving;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to a whole message: 250 takes it, 4xx later, 5xx never.</summary>
    public string Answer { get; set; } = "250 OK";

    /// <summary>Messages with their headers, as they came.</summary>
    public ConcurrentQueue<string> Taken { get; } = [];

    /// <summary>How often somebody came to the end of a message.</summary>
    public int Asked { get; private set; }

    /// <summary>A message's text, decoded.</summary>
    public static string Body(string message)
    {
        var (head, body) = (message[..message.IndexOf("\r\n\r\n", StringComparison.Ordinal)], message[(message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        return head.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.ReplaceLineEndings("")))
            : body;
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        await _serving;
        _ends.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ends.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_ends.Token);
                await TalkAsync(client);
            }
            catch (OperationCanceledException) { }   // the test is over
            catch (IOException) { }                  // the caller hung up
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.test");
        while (await reader.ReadLineAsync(_ends.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb is "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                await ReadAsync(reader);
                await writer.WriteLineAsync(Answer);
                continue;
            }

            await writer.WriteLineAsync(verb is "EHLO" ? "250 mail.test" : verb is "QUIT" ? "221 bye" : "250 OK");
            if (verb is "QUIT")
                return;
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_ends.Token) is { } line && line != ".")
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        Asked++;
        if (Answer.StartsWith('2'))
            Taken.Enqueue(text.ToString());
    }
}
