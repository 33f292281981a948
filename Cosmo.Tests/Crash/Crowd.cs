using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Crash;

/// <summary>
/// Customers who write at once. Each sends the next text only when the one before was answered with 200, and sends the
/// same one again after every failure, as Meta does.
/// </summary>
internal sealed class Crowd
{
    private const int AtOnce = 12;
    private const int PersonsInTurn = 30;
    private const int TextsOfOneTurn = 5;

    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SandboxPerson[][] _persons;
    private readonly ConcurrentDictionary<string, List<string>> _acknowledged = [];
    private TaskCompletionSource<ServerProcess> _server = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Crowd(SandboxPerson[][] persons) => _persons = persons;

    /// <summary>A text was answered with 200. Raised on any thread.</summary>
    public event Action? Acknowledged;

    /// <summary>Per user id what was answered with 200, as Meta's message ids in the order sent.</summary>
    public IReadOnlyDictionary<string, List<string>> Kept => _acknowledged;

    /// <summary>Those who asked for a person, by user id.</summary>
    public ConcurrentDictionary<string, bool> AskedForPerson { get; } = [];

    /// <summary>Makes the customers known to the stand-in. All have written before, so that the business may answer them.</summary>
    public static async Task<Crowd> GatherAsync(SandboxGraph graph)
    {
        var persons = Enumerable.Range(0, AtOnce).Select(lane => Enumerable.Range(0, PersonsInTurn).Select(i => Person((lane * PersonsInTurn) + i)).ToArray()).ToArray();
        foreach (var person in persons.SelectMany(p => p))
        {
            graph.Add(person);
            graph.Say(person.UserId, DefaultSandboxCast.Business.PhoneNumberId, "Hola");
        }

        await graph.DrainedAsync();   // nobody listens yet
        return new(persons);
    }

    /// <summary>From now on they write to this one.</summary>
    public void WriteTo(ServerProcess server) => _server.TrySetResult(server);

    /// <summary>The program is about to go: whoever fails waits for the next one.</summary>
    public void Wait() => _server = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Each brings the text under way to its end; then nobody writes any more.</summary>
    public void End() => _over.TrySetResult();

    /// <summary>Completes when nobody writes any more.</summary>
    public Task Ended => _over.Task;

    /// <summary>Writes until the end is told.</summary>
    public Task WriteAsync() => Task.WhenAll(_persons.Select((_, lane) => Task.Run(() => LaneAsync(lane))));

    private async Task LaneAsync(int lane)
    {
        for (var text = 0; !_over.Task.IsCompleted; text++)
        {
            var person = _persons[lane][text / TextsOfOneTurn % PersonsInTurn];
            var id = string.Create(CultureInfo.InvariantCulture, $"wamid.CRASH{lane:D2}{text:D6}");
            var words = Words(text);
            await DeliverAsync(Webhook.FromCustomer(person, DefaultSandboxCast.Business.PhoneNumberId, words, DateTimeOffset.UtcNow, id));
            _acknowledged.GetOrAdd(person.UserId, _ => []).Add(id);
            if (words.Contains("persona", StringComparison.Ordinal))
                AskedForPerson[person.UserId] = true;
            Acknowledged?.Invoke();
        }
    }

    private static string Words(int text) => text % TextsOfOneTurn == 0
        ? "hola"
        : string.Create(CultureInfo.InvariantCulture, $"quiero hablar con una persona, mensaje {text}");

    /// <summary>Posts a webhook again and again until it is answered with 200, as Meta does.</summary>
    public async Task DeliverAsync(byte[] body)
    {
        while (true)
        {
            var server = await _server.Task;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "webhooks/whatsapp")) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("X-Hub-Signature-256", Webhook.Signature(body));
            try
            {
                using var response = await s_client.SendAsync(request);
                Assert.True(response.StatusCode is HttpStatusCode.OK, $"{response.StatusCode}:\n{server.Said}");
                return;
            }
            catch (HttpRequestException)
            {
                await server.Ended;   // only a dying process drops a connection; whether the text was kept is unknown
            }
        }
    }

    private static SandboxPerson Person(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"ES.3{number:D19}"), "Ana", string.Create(CultureInfo.InvariantCulture, $"+346{number:D8}"));
}
