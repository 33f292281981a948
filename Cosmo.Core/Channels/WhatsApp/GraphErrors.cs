using System.Collections.Frozen;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>What is known about an error of Meta's.</summary>
/// <param name="Code">Meta's code. Null: there was none, only an HTTP status.</param>
/// <param name="Class">What it means for what we do next.</param>
/// <param name="Key">A stable name, for translations and tests.</param>
/// <param name="Happened">What happened, for a person.</param>
/// <param name="Todo">What that person can do.</param>
/// <param name="MinimumWait">How long to wait at least before the next try; null where the class alone decides.</param>
public sealed record GraphErrorRule(int? Code, SendErrorClass Class, string Key, string Happened, string Todo, TimeSpan? MinimumWait = null)
{
    /// <summary>True where a person can do nothing but wait.</summary>
    public bool IsOnlyWaiting => Todo == GraphErrorTable.WaitOnly;
}

/// <summary>
/// Meta's error codes (https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, May 2026,
/// with codes added since). The code decides, never the title and never the HTTP status, which Meta varies.
/// </summary>
public static class GraphErrors
{
    private static readonly FrozenDictionary<int, GraphErrorRule> Rules =
        GraphErrorTable.Rules.ToFrozenDictionary(rule => rule.Code ?? throw new InvalidOperationException($"{rule.Key} has no code."));

    /// <summary>The rule for an error code, or for the bare HTTP status where there is no code we know.</summary>
    public static GraphErrorRule Classify(int? code, int? httpStatus = null)
    {
        if (code is { } known && Rules.TryGetValue(known, out var rule))
            return rule;

        // Meta gives codes in families: 200 to 299 are permissions, 132000 to 132999 are templates.
        var family = (code, httpStatus) switch
        {
            ( >= 200 and <= 299, _) => GraphErrorTable.Permission,
            ( >= 132000 and <= 132999, _) => GraphErrorTable.UnknownTemplate,
            (null, 401) => GraphErrorTable.Token,
            (_, 429) => GraphErrorTable.TooFast,
            (_, 408 or >= 500) => GraphErrorTable.Unavailable,
            _ => GraphErrorTable.Unknown,
        };
        return family with { Code = code };
    }

    /// <summary>What an error means for the send, by the stable key that is kept with a message; null for a key that is none of Meta's.</summary>
    public static SendErrorClass? ClassOf(string? key) =>
        Rules.Values.Append(GraphErrorTable.UnknownTemplate).FirstOrDefault(rule => rule.Key == key)?.Class;

    /// <summary>Every code with a rule of its own.</summary>
    public static IReadOnlyCollection<int> KnownCodes => Rules.Keys;
}
