using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cosmo.Bench.Servers;

/// <summary>
/// The limit that the program is compared with: a Kestrel endpoint that does nothing but keep each body in a database,
/// many in one commit, and answer; and a page that shows each body as soon as it is kept.
/// </summary>
internal static class BareServer
{
    public const string WebhookPath = "hook";
    public const string PagePath = "page";
    public const string EventsPath = "events";

    private const string Page = """
        <!doctype html><meta charset="utf-8"><title>bare</title><ul></ul>
        <script>
          const list = document.querySelector('ul');
          new EventSource('events').onmessage = event => {
            const line = document.createElement('li');
            line.textContent = event.data;
            list.prepend(line);
            if (list.children.length > 40) list.lastChild.remove();
          };
        </script>
        """;

    /// <summary>Starts this program as that server, in a process of its own.</summary>
    public static Task<ServerProcess> StartAsync(string folder) =>
        ServerProcess.StartAsync(address => [typeof(BareServer).Assembly.Location, "bare", address.ToString(), folder], "ready");

    /// <summary>Serves until the process ends.</summary>
    public static async Task RunAsync(string address, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        await using var store = new BareStore(Path.Combine(folder, "bare.db"));
        app.MapGet("/ready", () => "ready");
        app.MapGet("/" + PagePath, () => Results.Text(Page, "text/html", Encoding.UTF8));
        app.MapGet("/" + EventsPath, http => SendEventsAsync(http, store));
        app.MapPost("/" + WebhookPath, async http =>
        {
            using var body = new MemoryStream((int)(http.Request.ContentLength ?? 1024));
            await http.Request.Body.CopyToAsync(body);
            await store.KeepAsync(body.ToArray());
        });
        await app.RunAsync();
    }

    private static async Task SendEventsAsync(HttpContext http, BareStore store)
    {
        http.Response.ContentType = "text/event-stream";
        var kept = Channel.CreateUnbounded<string>();
        void Hear(byte[] body) => kept.Writer.TryWrite(Encoding.UTF8.GetString(body));
        store.Kept += Hear;
        try
        {
            await http.Response.Body.FlushAsync();
            await foreach (var body in kept.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync($"data: {body}\n\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested) { }   // the page is closed
        finally
        {
            store.Kept -= Hear;
        }
    }
}
