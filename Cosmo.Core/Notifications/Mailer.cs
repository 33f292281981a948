using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications;

/// <summary>What a mail server said. Null: it took the message.</summary>
/// <param name="Why">Its own words, or what went wrong on the way.</param>
/// <param name="Again">It may take it later.</param>
public sealed record MailFailure(string Why, bool Again);

/// <summary>Hands e-mail to an SMTP server.</summary>
public sealed class Mailer(IOptions<MailOptions> options)
{
    /// <summary>Shorter than the lease of the work that calls it.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    public bool IsOn => options.Value.IsOn;

    /// <summary>Sends one message as plain text.</summary>
    /// <param name="to">The member's address.</param>
    /// <param name="subject">One line; line breaks become spaces, so that a name is never a header.</param>
    /// <param name="messageId">Ours, the same at each try: servers and readers know a repeated one by it.</param>
    public async Task<MailFailure?> SendAsync(string to, string subject, string body, Guid messageId, CancellationToken cancel = default)
    {
        var mail = options.Value;
        if (!MailAddress.TryCreate(to, out var address))
            return new("no-address", Again: false);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(s_timeout);
        try
        {
            using var message = new MailMessage(new MailAddress(mail.From!), address)
            {
                Subject = subject.ReplaceLineEndings(" "),
                Body = body,
                SubjectEncoding = System.Text.Encoding.UTF8,
                BodyEncoding = System.Text.Encoding.UTF8,
            };
            message.Headers.Add("Message-ID", $"<{messageId:N}@{message.From!.Host}>");
            message.Headers.Add("Auto-Submitted", "auto-generated");
            using var client = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Encrypt };
            if (mail.User is { Length: > 0 } user)
                client.Credentials = new NetworkCredential(user, mail.Password);
            await client.SendMailAsync(message, timeout.Token);
            return null;
        }
        catch (SmtpException e)
        {
            // 5xx is a server's last word; anything else (busy, unreachable, cut off) may be better later.
            var refused = (int)e.StatusCode is >= 500 and < 600;
            return new(e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message, Again: !refused);
        }
        catch (AuthenticationException e)
        {
            // Nobody vouches for its certificate. It may have a better one later.
            return new(e.Message, Again: true);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new("The mail server did not answer in time.", Again: true);
        }
    }
}
