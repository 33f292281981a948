using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cosmo.Tests.Notifications;

/// <summary>
/// A mail server on this machine that speaks SMTP (RFC 5321) and keeps what it was given; where it is told to, it encrypts
/// (STARTTLS, RFC 3207) and asks for a password (AUTH LOGIN).
/// </summary>
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

    /// <summary>Its own; null: it cannot encrypt. Before it does, it takes nothing.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Who may send; null: everybody.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>What it answers to a whole message: 250 takes it, 4xx later, 5xx never.</summary>
    public string Answer { get; set; } = "250 OK";

    /// <summary>Messages with their headers, as they came.</summary>
    public ConcurrentQueue<string> Taken { get; } = [];

    /// <summary>How often somebody came to the end of a message.</summary>
    public int Asked { get; private set; }

    /// <summary>A certificate for this machine that nobody vouches for.</summary>
    public static X509Certificate2 Certify()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

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
        Certificate?.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ends.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_ends.Token);
                await using var stream = client.GetStream();
                if (await TalkAsync(stream, greets: true) is not Talk.Encrypts)
                    continue;
                await using var encrypted = new SslStream(stream);
                await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _ends.Token);
                await TalkAsync(encrypted, greets: false);
            }
            catch (OperationCanceledException) { }   // the test is over
            catch (IOException) { }                  // the caller hung up
            catch (AuthenticationException) { }      // the caller does not trust the certificate
        }
    }

    private async Task<Talk> TalkAsync(Stream stream, bool greets)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (greets)
            await writer.WriteLineAsync("220 mail.test");
        var (plain, known) = (greets && Certificate is not null, Account is null);
        while (await reader.ReadLineAsync(_ends.Token) is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync($"250-mail.test\r\n250 {(plain ? "STARTTLS" : known ? "8BITMIME" : "AUTH LOGIN")}");
                    break;
                case "STARTTLS" when plain:
                    await writer.WriteLineAsync("220 go on");
                    return Talk.Encrypts;
                case "AUTH":
                    known = await IsKnownAsync(line, reader, writer);
                    await writer.WriteLineAsync(known ? "235 OK" : "535 wrong");
                    break;
                case "MAIL" when plain || !known:
                    await writer.WriteLineAsync("530 Authentication required");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    await ReadAsync(reader);
                    await writer.WriteLineAsync(Answer);
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return Talk.Over;
                default:
                    await writer.WriteLineAsync("250 OK");
                    break;
            }
        }

        return Talk.Over;
    }

    private async Task<bool> IsKnownAsync(string line, StreamReader reader, StreamWriter writer)
    {
        var user = line.Split(' ') is [_, _, var first] ? first : await AskAsync("VXNlcm5hbWU6");
        var password = await AskAsync("UGFzc3dvcmQ6");
        return Account == (Read(user), Read(password));

        async Task<string> AskAsync(string what)
        {
            await writer.WriteLineAsync($"334 {what}");
            return await reader.ReadLineAsync(_ends.Token) ?? "";
        }

        static string Read(string said) => Encoding.UTF8.GetString(Convert.FromBase64String(said));
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

    private enum Talk { Over, Encrypts }
}
