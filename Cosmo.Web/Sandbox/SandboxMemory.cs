namespace Cosmo.Web.Sandbox;

/// <summary>What the stand-in knows, built by applying entries one after another. Its owner holds the lock.</summary>
internal sealed class SandboxMemory
{
    private readonly Dictionary<string, string> _byPhone = [];

    public Dictionary<string, SandboxNumber> Numbers { get; } = [];
    public Dictionary<string, SandboxPerson> Persons { get; } = [];
    public Dictionary<string, SandboxMessage> Messages { get; } = [];
    public Dictionary<(string Number, string Person), List<string>> Chats { get; } = [];
    public Dictionary<string, SandboxTemplate> Templates { get; } = [];
    public Dictionary<string, SandboxMedia> Media { get; } = [];
    public Dictionary<(string Number, string Person), DateTimeOffset> LastFromUser { get; } = [];
    public List<string> Sends { get; } = [];
    public SortedDictionary<long, HookEntry> Owed { get; } = [];
    public long LastSequence { get; private set; }
    public TimeSpan Offset { get; private set; }

    public void Apply(SandboxEntry entry)
    {
        switch (entry)
        {
            case MessageEntry { Message: var message }:
                Keep(message);
                break;
            case TickEntry tick when Messages.TryGetValue(tick.MessageId, out var message):
                Messages[tick.MessageId] = message with { Tick = tick.Tick, ErrorCode = tick.ErrorCode };
                break;
            case ReactionEntry reaction when Messages.TryGetValue(reaction.MessageId, out var message):
                var emoji = reaction.Emoji.Length == 0 ? null : reaction.Emoji;
                Messages[reaction.MessageId] = reaction.FromBusiness
                    ? message with { BusinessReaction = emoji } : message with { UserReaction = emoji };
                break;
            case PersonEntry { Person: var person }:
                Persons[person.UserId] = person;
                if (person.WaId is { } digits)
                    _byPhone[digits] = person.UserId;
                break;
            case TemplateEntry { Template: var template }:
                Templates[template.Id] = template;
                break;
            case MediaEntry { Media: var media }:
                Media[media.Id] = media;
                break;
            case HookEntry hook:
                Owed[hook.Sequence] = hook;
                LastSequence = Math.Max(LastSequence, hook.Sequence);
                break;
            case HooksDoneEntry done:
                foreach (var sequence in done.Sequences)
                    Owed.Remove(sequence);
                break;
            case ClockEntry clock:
                Offset = clock.Offset;
                break;
        }
    }

    /// <summary>The person with this user id, or with this phone number which must have its "+".</summary>
    public SandboxPerson? Find(string address)
    {
        if (Persons.TryGetValue(address, out var person))
            return person;
        if (!address.StartsWith('+'))
            return null;
        return _byPhone.TryGetValue(SandboxDigits.Of(address), out var id) ? Persons[id] : null;
    }

    public IEnumerable<SandboxMessage> Chat(string number, string person) =>
        Chats.TryGetValue((number, person), out var ids) ? ids.Select(id => Messages[id]) : [];

    private void Keep(SandboxMessage message)
    {
        Messages[message.Id] = message;
        var pair = (message.NumberId, message.PersonId);
        if (!Chats.TryGetValue(pair, out var chat))
            Chats[pair] = chat = [];
        chat.Add(message.Id);
        if (message.FromBusiness)
            Sends.Add(message.Id);
        else
            LastFromUser[pair] = message.At;
    }
}
