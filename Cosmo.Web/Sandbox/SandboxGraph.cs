using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cosmo.Web.Sandbox;

/// <summary>
/// A stand-in of Meta's Graph API for WhatsApp: it keeps Meta's rules, plays the phones of people, and posts signed webhooks.
/// Safe from several threads. Everything it accepts is in its journal before it is answered.
/// </summary>
public sealed partial class SandboxGraph : IAsyncDisposable
{
    private const int LogLength = 200;

    private readonly Lock _gate = new();
    private readonly SandboxMemory _memory = new();
    private readonly RateRules _rates = new();
    private readonly SandboxJournal _journal;
    private readonly SandboxWebhooks _webhooks;
    private readonly IServer? _server;
    private readonly Queue<SandboxLogLine> _log = [];
    private readonly HashSet<(string Number, string Person)> _open = [];
    private readonly Dictionary<(string Number, string Person), DateTimeOffset> _typing = [];
    private readonly CancellationTokenSource _leaving = new();
    private TaskCompletionSource? _drained;
    private long _sequence;

    /// <param name="options">How it behaves; read anew at each use, so a test may change it.</param>
    /// <param name="clock">The time that windows, rates and timestamps follow.</param>
    /// <param name="server">The server that hosts the stand-in, for a webhook address that is only a path.</param>
    /// <param name="handler">Sends the webhooks; null uses the network.</param>
    public SandboxGraph(SandboxOptions options, SandboxClock clock, IServer? server = null, HttpMessageHandler? handler = null)
    {
        (Options, Clock, _server) = (options, clock, server);
        Faults = new SandboxFaults(options.Seed);
        _journal = new SandboxJournal(options.JournalPath, options.Durable);
        var past = _journal.ReadAll();
        foreach (var entry in past)
            _memory.Apply(entry);
        if (past.OfType<ClockEntry>().Any())
            Clock.Offset = _memory.Offset;
        _sequence = _memory.LastSequence;
        _webhooks = new SandboxWebhooks(this, options, handler);
        _webhooks.Wake();
        ApprovePending();
    }

    public SandboxOptions Options { get; }
    public SandboxClock Clock { get; }
    public SandboxFaults Faults { get; }

    /// <summary>Something that a page shows has changed. Raised on any thread, outside the lock, and often: listeners coalesce.</summary>
    public event Action? Changed;

    /// <summary>Makes the numbers and people of a cast known; whoever is known already stays.</summary>
    public void Introduce(SandboxRoster roster)
    {
        Add(roster.Business);
        Add(roster.Notification);
        foreach (var person in roster.Customers.Concat(roster.Members))
            Add(person);
    }

    /// <summary>Makes a number of the business known.</summary>
    public void Add(SandboxNumber number)
    {
        lock (_gate)
            _memory.Numbers[number.PhoneNumberId] = number;
    }

    /// <summary>Makes a person known; the journal keeps them over a restart.</summary>
    public void Add(SandboxPerson person)
    {
        lock (_gate)
        {
            if (_memory.Persons.GetValueOrDefault(person.UserId) == person)
                return;
            Keep([new PersonEntry(person)]);
        }
        Changed?.Invoke();
    }

    /// <summary>Moves the clock, and remembers that over a restart.</summary>
    public void SetOffset(TimeSpan offset)
    {
        lock (_gate)
        {
            Clock.Offset = offset;
            Keep([new ClockEntry(offset)]);
        }
        Changed?.Invoke();
    }

    /// <summary>Completes when every webhook that is owed has been answered with 200.</summary>
    public Task DrainedAsync(CancellationToken cancel = default)
    {
        lock (_gate)
        {
            if (_memory.Owed.Count == 0)
                return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task.WaitAsync(cancel);
        }
    }

    internal HookEntry[] Owed(int most)
    {
        lock (_gate)
            return [.. _memory.Owed.Values.Take(most)];
    }

    internal void Delivered(IReadOnlyList<HookEntry> hooks)
    {
        lock (_gate)
        {
            Keep([new HooksDoneEntry([.. hooks.Select(hook => hook.Sequence)])]);
            if (_memory.Owed.Count == 0)
            {
                _drained?.SetResult();
                _drained = null;
            }
        }
    }

    internal Uri? WebhookAddress()
    {
        if (Options.WebhookUrl is not { } url || Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile)
            return Options.WebhookUrl is null ? null : new Uri(Options.WebhookUrl);
        var own = _server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (own is null)
            return null;
        // A server that listens on every interface is asked by its loopback address.
        var binding = BindingAddress.Parse(own);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new Uri($"{binding.Scheme}://{host}:{binding.Port}{url}");
    }

    internal void Note(SandboxLogKind kind, string text)
    {
        lock (_gate)
        {
            _log.Enqueue(new SandboxLogLine(Clock.GetUtcNow(), kind, text));
            if (_log.Count > LogLength)
                _log.Dequeue();
        }
        Changed?.Invoke();
    }

    // The caller holds the lock. First the disk, then the memory: what is answered is never only in memory.
    private void Keep(IReadOnlyList<SandboxEntry> entries)
    {
        _journal.Append(entries);
        foreach (var entry in entries)
            _memory.Apply(entry);
        if (entries.Any(entry => entry is HookEntry))
            _webhooks.Wake();
    }

    private HookEntry Hook(string wabaId, string field, System.Text.Json.Nodes.JsonObject value, string about) =>
        new(++_sequence, wabaId, field, value.ToJsonString(), about);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _webhooks.DisposeAsync();
        _leaving.Dispose();
        _journal.Dispose();
    }
}
