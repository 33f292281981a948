namespace Cosmo.Web.Sandbox;

/// <summary>What can be asked of the stand-in; every answer is a copy.</summary>
public sealed partial class SandboxGraph
{
    /// <summary>Everything the business sent and the stand-in accepted, in the order of acceptance.</summary>
    public IReadOnlyList<SandboxMessage> Sends()
    {
        lock (_gate)
            return [.. _memory.Sends.Select(id => _memory.Messages[id])];
    }

    /// <summary>What was accepted for one person, in order, over all numbers.</summary>
    /// <param name="address">The user id, or the phone number with "+".</param>
    public IReadOnlyList<SandboxMessage> SendsTo(string address)
    {
        lock (_gate)
        {
            var id = _memory.Find(address)?.UserId ?? SandboxDigits.Of(address);
            return [.. _memory.Sends.Select(send => _memory.Messages[send]).Where(message => message.PersonId == id)];
        }
    }

    /// <summary>The messages between a number and a person, in order.</summary>
    /// <param name="last">How many of the newest to return at most.</param>
    public IReadOnlyList<SandboxMessage> Chat(string personId, string numberId, int last = int.MaxValue)
    {
        lock (_gate)
            return [.. _memory.Chat(numberId, personId).TakeLast(last)];
    }

    /// <summary>One message by its id.</summary>
    public SandboxMessage Message(string id)
    {
        lock (_gate)
            return _memory.Messages[id];
    }

    /// <summary>How many messages the person has not looked at.</summary>
    public int Unread(string personId, string numberId)
    {
        lock (_gate)
            return _memory.Chat(numberId, personId).Count(IsUnread);
    }

    /// <summary>Whether the person sees "typing…".</summary>
    public bool IsTyping(string personId, string numberId)
    {
        lock (_gate)
            return _typing.TryGetValue((numberId, personId), out var until) && until > Clock.GetUtcNow();
    }

    /// <summary>When the 24-hour window closes for the person; null while it is closed.</summary>
    public DateTimeOffset? WindowEnd(string personId, string numberId)
    {
        lock (_gate)
            return _memory.LastFromUser.TryGetValue((numberId, personId), out var last) && Clock.GetUtcNow() - last < Window
                ? last + Window : null;
    }

    /// <summary>Everyone with a phone.</summary>
    public IReadOnlyList<SandboxPerson> Persons()
    {
        lock (_gate)
            return [.. _memory.Persons.Values];
    }

    /// <summary>The numbers of the business.</summary>
    public IReadOnlyList<SandboxNumber> Numbers()
    {
        lock (_gate)
            return [.. _memory.Numbers.Values];
    }

    /// <summary>The last things that happened, oldest first.</summary>
    public IReadOnlyList<SandboxLogLine> Log()
    {
        lock (_gate)
            return [.. _log];
    }

    /// <summary>How many updates the webhook has not taken yet.</summary>
    public int OwedWebhooks()
    {
        lock (_gate)
            return _memory.Owed.Count;
    }

    /// <summary>A file by its media id; null if there is none.</summary>
    public SandboxMedia? FindMedia(string id)
    {
        lock (_gate)
            return _memory.Media.GetValueOrDefault(id);
    }

    internal bool Knows(string numberId)
    {
        lock (_gate)
            return _memory.Numbers.ContainsKey(numberId);
    }

    internal bool KnowsRecipient(string address)
    {
        lock (_gate)
            return _memory.Find(address) is not null;
    }

    private static bool IsUnread(SandboxMessage message) =>
        message is { FromBusiness: true, Type: not "reaction", Tick: SandboxTick.Delivered };
}
