using System.Text;
using Cosmo.Core.Storage;
using Cosmo.Tests.Web;
using Cosmo.Web.Sandbox;
using Cosmo.Web.Webhooks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Webhooks;

/// <summary>The whole program with a number connected, and Meta's side of its webhook.</summary>
internal sealed class WebhookDoor : IAsyncDisposable
{
    public const string VerifyToken = "a word of the tests";
    public static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;

    private readonly CosmoApp _app;
    private readonly HttpClient _client;

    private WebhookDoor(CosmoApp app) => (_app, _client) = (app, new HttpClient { BaseAddress = app.Address });

    /// <summary>Starts the program. Its sends go to a closed port.</summary>
    /// <param name="connected">Whether a number is connected; without one there is no secret either.</param>
    /// <param name="room">How many bytes of webhooks may be under way at once; null for what the program allows.</param>
    public static WebhookDoor Open(bool connected = true, WebhookRoom? room = null) => new(CosmoApp.Start(builder =>
    {
        if (room is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(room));
        builder.UseSetting("Sandbox:Enabled", "false");
        builder.UseSetting("Graph:BaseUrl", "http://127.0.0.1:9/v26.0/");
        if (!connected)
            return;
        builder.UseSetting("Channels:WhatsApp:PhoneNumberId", Number);
        builder.UseSetting("Channels:WhatsApp:WabaId", DefaultSandboxCast.Business.WabaId);
        builder.UseSetting("Channels:WhatsApp:AccessToken", GraphHost.Token);
        builder.UseSetting("Channels:WhatsApp:AppSecret", GraphHost.Secret);
        builder.UseSetting("Channels:WhatsApp:VerifyToken", VerifyToken);
    }));

    public Task<HttpResponseMessage> AskAsync(string query) =>
        _client.GetAsync(new Uri("/webhooks/whatsapp" + query, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Posts a body with the signatures given, each a header of its own.</summary>
    public async Task<int> PostAsync(byte[] body, params string[] signatures)
    {
        using var content = new ByteArrayContent(body);
        return await PostAsync(content, signatures);
    }

    public async Task<int> PostAsync(HttpContent content, params string[] signatures)
    {
        using var response = await SendAsync(content, signatures);
        return (int)response.StatusCode;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpContent content, params string[] signatures)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/whatsapp") { Content = content };
        // A sender that is refused by its announced length must not be half-way through the body.
        request.Headers.ExpectContinue = true;
        foreach (var signature in signatures)
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<int> PostSignedAsync(byte[] body) => PostAsync(body, Channels.Webhook.Signature(body));

    public Task<int> PostSignedAsync(string body) => PostSignedAsync(Encoding.UTF8.GetBytes(body));

    public async Task<List<T>> AllAsync<T>() where T : class
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        return await db.Set<T>().AsNoTracking().ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
