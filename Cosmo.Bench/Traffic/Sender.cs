using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Cosmo.Bench.Traffic;

/// <summary>What a load gave.</summary>
/// <param name="Acknowledged">Ids of the messages that were answered with 200.</param>
/// <param name="Refused">Answers other than 200, and calls without an answer.</param>
/// <param name="Latencies">Milliseconds from sending a webhook to its answer.</param>
/// <param name="Elapsed">From the first webhook to the last answer.</param>
internal sealed record Outcome(IReadOnlyCollection<string> Acknowledged, int Refused, Samples Latencies, TimeSpan Elapsed)
{
    public double PerSecond => Acknowledged.Count / Elapsed.TotalSeconds;
}

/// <summary>Plays the sending side of webhooks.</summary>
internal static class Sender
{
    /// <summary>Sends at a fixed rate whatever the answers do, so that a slow server meets a growing crowd and not a patient one.</summary>
    public static async Task<Outcome> SteadyAsync(Uri webhook, Customers customers, int rate, int messages, Func<int, string>? mark = null, Action<int, long>? sending = null)
    {
        using var client = NewClient();
        var run = new Run(client, webhook);
        var began = Stopwatch.GetTimestamp();
        var calls = new List<Task>(messages);
        for (var i = 0; i < messages;)
        {
            var due = Math.Min(messages, (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate) + 1);
            for (; i < due; i++)
            {
                sending?.Invoke(i, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
                calls.Add(run.SendAsync(customers.Next(mark)));
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(calls);
        return run.End(began);
    }

    /// <summary>Keeps this many webhooks under way at any time.</summary>
    public static async Task<Outcome> SaturateAsync(Uri webhook, Customers customers, int atOnce, TimeSpan time)
    {
        using var client = NewClient();
        var run = new Run(client, webhook);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(began) < time)
                await run.SendAsync(customers.Next());
        }));
        return run.End(began);
    }

    private static HttpClient NewClient() => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private sealed class Run(HttpClient client, Uri webhook)
    {
        private readonly ConcurrentBag<(string Id, double Ms)> _done = [];
        private int _refused;

        public async Task SendAsync(Webhook hook)
        {
            await Task.Yield();   // the sender's clock goes on
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(hook.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", hook.Signature);
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var response = await client.SendAsync(request);
                if (response.StatusCode is HttpStatusCode.OK)
                    _done.Add((hook.Id, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
                else
                    Interlocked.Increment(ref _refused);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                Interlocked.Increment(ref _refused);
            }
        }

        public Outcome End(long began)
        {
            var elapsed = Stopwatch.GetElapsedTime(began);
            var done = _done.ToArray();
            return new([.. done.Select(d => d.Id)], _refused, new(done.Select(d => d.Ms)), elapsed);
        }
    }
}
