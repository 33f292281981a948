using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Cosmo.Core.Knowledge.Import;
using Cosmo.Core.Notifications.Push;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Notifications.Push;

/// <summary>A message that a browser was brought.</summary>
internal sealed record Pushed(string Browser, JsonObject Words, string Life, string Urgency, string Topic, JsonObject Token);

/// <summary>
/// The service of a browser's maker on this machine, over TLS (RFC 8030). It takes only what the key proves that the browser was given
/// (RFC 8292), and its browsers read what it carries.
/// </summary>
internal sealed class FakePush : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, FakeBrowser> _browsers = [];

    private FakePush(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    /// <summary>What it answers instead of taking a message, by browser; null to take it.</summary>
    public Func<string, (int Status, int? RetryAfter)?> Answer { get; set; } = _ => null;

    /// <summary>The browsers whose messages came, in order, taken or not.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];
    public ConcurrentQueue<Pushed> Taken { get; } = [];

    /// <summary>The public key that our installation's browsers were given; set before anything is sent.</summary>
    public string? Key { get; set; }

    private string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<FakePush> StartAsync()
    {
        var certificate = Certificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var push = new FakePush(builder.Build(), certificate);
        push._app.MapPost("/send/{browser}", push.TakeAsync);
        await push._app.StartAsync();
        return push;
    }

    /// <summary>Lets the core dial this machine and trust this service.</summary>
    public void Allow(IServiceCollection services) => services.AddSingleton(new ReachableAddresses(loopback: true)).AddSingleton(new PushRoots([_certificate]));

    /// <summary>Only trusts it.</summary>
    public void Trust(IServiceCollection services) => services.AddSingleton(new PushRoots([_certificate]));

    /// <summary>A browser begins to take messages here.</summary>
    public PushAddress Open(string browser) => _browsers.GetOrAdd(browser, _ => new()).At($"{Address}/send/{browser}");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
        foreach (var browser in _browsers.Values)
            browser.Dispose();
    }

    private async Task<IResult> TakeAsync(string browser, HttpContext http)
    {
        Asked.Enqueue(browser);
        if (Answer(browser) is var (status, retryAfter))
        {
            if (retryAfter is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (status is 307)
                http.Response.Headers.Location = "/send/elsewhere";
            return Results.StatusCode(status);
        }

        if (Prove(http.Request.Headers.Authorization.ToString()) is not { } token)
            return Results.StatusCode(403);
        if (http.Request.Headers.ContentEncoding != "aes128gcm" || http.Request.Headers["Topic"].ToString() is not { Length: > 0 and <= 32 } topic)
            return Results.StatusCode(400);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var words = JsonNode.Parse(_browsers[browser].Read(body.ToArray()))!.AsObject();
        Taken.Enqueue(new(browser, words, http.Request.Headers["TTL"].ToString(), http.Request.Headers["Urgency"].ToString(), topic, token));
        return Results.StatusCode(201);
    }

    // Null where it proves nothing.
    private JsonObject? Prove(string header)
    {
        if (!header.StartsWith("vapid t=", StringComparison.Ordinal) || header["vapid t=".Length..].Split(", k=") is not [var token, var key] || key != Key)
            return null;
        if (token.Split('.') is not [var head, var claims, var signature] || JsonNode.Parse(Base64Url.DecodeFromChars(head))?["alg"]?.GetValue<string>() != "ES256")
            return null;
        var point = Base64Url.DecodeFromChars(key);
        using var known = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
        if (!known.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256))
            return null;
        var said = JsonNode.Parse(Base64Url.DecodeFromChars(claims))!.AsObject();
        var left = DateTimeOffset.FromUnixTimeSeconds(said["exp"]!.GetValue<long>()) - DateTimeOffset.UtcNow;
        return said["aud"]!.GetValue<string>() == Address && left > TimeSpan.Zero && left <= TimeSpan.FromHours(24) ? said : null;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
