using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Cosmo.Core.Notifications;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Notifications;

/// <summary>How e-mail is handed over, as it is usual: encrypted, with a password.</summary>
public sealed class MailerTests
{
    private const string User = "cosmo", Password = "a password of the tests";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_encrypts_and_asks_for_a_password_gets_the_message()
    {
        await using var server = new MailServer { Certificate = MailServer.Certify(), Account = (User, Password) };
        using var trust = new Trust(server.Certificate);

        Assert.Null(await SendAsync(server, Password));

        var message = Assert.Single(server.Taken);
        Assert.Contains("To: ana@example.com", message, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("What waits for you", MailServer.Body(message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_the_servers_last_word()
    {
        await using var server = new MailServer { Certificate = MailServer.Certify(), Account = (User, Password) };
        using var trust = new Trust(server.Certificate);

        Assert.Equal(false, (await SendAsync(server, "another"))?.Again);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_said_and_tried_again()
    {
        await using var server = new MailServer { Certificate = MailServer.Certify(), Account = (User, Password) };

        var failure = await SendAsync(server, Password);

        Assert.Equal(true, failure?.Again);
        Assert.Contains("certificate", failure!.Why, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_server_that_cannot_encrypt_gets_nothing()
    {
        await using var server = new MailServer();

        Assert.Equal(true, (await SendAsync(server, Password))?.Again);
        Assert.Empty(server.Taken);
    }

    private static Task<MailFailure?> SendAsync(MailServer server, string password) =>
        new Mailer(Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port, From = "Cosmo <cosmo@example.com>", User = User, Password = password }))
            .SendAsync("ana@example.com", "Cosmo", "What waits for you", Guid.CreateVersion7(), Cancel);

    /// <summary>Vouches for one certificate, as an administrator does who installs it on the machine.</summary>
    private sealed class Trust : IDisposable
    {
#pragma warning disable SYSLIB0014 // SmtpClient asks this hook, and no other
        private readonly RemoteCertificateValidationCallback? _before = ServicePointManager.ServerCertificateValidationCallback;

        public Trust(X509Certificate2 certificate)
        {
            var thumbprint = certificate.Thumbprint;
            ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, errors) => errors is SslPolicyErrors.None || shown?.GetCertHashString() == thumbprint;
        }

        public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = _before;
#pragma warning restore SYSLIB0014
    }
}
