using Cosmo.Core.Storage;

namespace Cosmo.Core.Conversations;

/// <summary>A customer.</summary>
public sealed class Contact
{
    /// <summary>Longest name kept; longer ones are cut. Meta states no limit for a profile's name.</summary>
    public const int LongestName = 200;

    /// <summary>Longest phone number kept; longer ones are none.</summary>
    public const int LongestPhone = 32;

    /// <summary>Fewer digits of a phone number than this are not searched for.</summary>
    public const int ShortestEnding = 4;

    private Contact() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public string Name { get; private set; } = "";

    /// <summary>The phone number as an alias, digits only; many customers hide theirs.</summary>
    public string? Phone { get; private set; }

    /// <summary>The handle that the customer chose, with its @.</summary>
    public string? Username { get; private set; }

    /// <summary>The customer asked for no marketing messages.</summary>
    public bool RefusesMarketing { get; set; }

    /// <summary>An important contact: people answer whatever they write, where the rules say so.</summary>
    public bool IsVip { get; set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Name, handle and phone as they are searched (<see cref="SearchText.Fold"/>); the phone by each of its endings, for few type all of it.</summary>
    public string SearchTerms { get; private set; } = "";

    public static Contact Meet(string? name, string? phone, string? username, DateTimeOffset now)
    {
        var contact = new Contact { CreatedAt = now };
        contact.Learn(name, phone, username);
        return contact;
    }

    /// <summary>Takes over what a message tells about its sender; what it does not tell stays.</summary>
    public void Learn(string? name, string? phone, string? username)
    {
        if (phone is { Length: > 0 and <= LongestPhone })
            Phone = phone;
        if (username is { Length: > 0 })
            Username = username;
        if (name is not null && OnOneLine(name) is { Length: > 0 } given)
            Name = Cut.To(given, LongestName);
        else if (Name.Length == 0)
            Name = Username ?? (Phone is { } digits ? $"+{digits}" : "");
        SearchTerms = SearchText.Fold(string.Join(' ', Endings(Phone ?? "").Prepend(Username).Prepend(Name)));
    }

    /// <summary>The number is somebody else's now.</summary>
    internal void Forget(string phone)
    {
        if (Phone != phone)
            return;
        Phone = null;
        Learn(null, null, null);
    }

    // Anybody may call themselves anything: a name must not write lines of its own into what a member reads, nor turn
    // the direction of the words around it.
    private static string OnOneLine(string name) => string.Join(' ', string.Concat(name.Select(c =>
        c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? "" : char.IsControl(c) ? " " : c.ToString()))
        .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    // Words are found by their beginning: with all endings kept, any part of a number is found.
    private static IEnumerable<string?> Endings(string phone) =>
        Enumerable.Range(0, Math.Max(0, phone.Length - ShortestEnding + 1)).Select(start => phone[start..]);
}

/// <summary>How a provider addresses a contact.</summary>
public enum IdentityKind { UserId, Phone }

/// <summary>One address of a contact at one channel account: the provider's user id, or a phone number as its alias.</summary>
public sealed class Identity
{
    /// <summary>Longest address kept. Meta: two letters, a dot, up to 128 characters.</summary>
    public const int LongestValue = 160;

    private Identity() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ContactId { get; set; }
    public required Guid ChannelAccountId { get; init; }
    public required IdentityKind Kind { get; init; }
    public required string Value { get; init; }

    public static Identity Of(Guid contactId, Guid channelAccountId, IdentityKind kind, string value) =>
        new() { ContactId = contactId, ChannelAccountId = channelAccountId, Kind = kind, Value = value };
}
