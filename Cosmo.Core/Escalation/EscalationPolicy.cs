using System.Text.Json;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Escalation;

/// <summary>What the assistant does with a question that it is not sure to have the answer to.</summary>
public enum Unsure { HandOff, OfferEntries }

/// <summary>When a business wants a person: the thresholds and switches that an administrator sets. Asking for a person always works.</summary>
/// <param name="AnnoyedFrom">From this much annoyance on (0 to 1) a message opens a ticket; lower is more sensitive.</param>
/// <param name="ComplexFrom">From this complexity on (0 to 1) a message opens a ticket, whatever the knowledge says.</param>
/// <param name="Off">What opens no ticket by itself.</param>
/// <param name="VipsToPeople">Contacts marked as important are answered by people, whatever they write.</param>
/// <param name="Unsure">What happens to a question without a sure answer.</param>
public sealed record EscalationPolicy(double AnnoyedFrom, double ComplexFrom, IReadOnlyList<Trigger> Off, bool VipsToPeople, Unsure Unsure)
{
    /// <summary>The key of the setting that keeps it, as JSON.</summary>
    public const string Key = "Escalation:Policy";

    /// <summary>The bounds of both thresholds.</summary>
    public const double Lowest = 0.2, Highest = 0.95;

    /// <summary>What can be switched off. Without NoAnswer customers are told that there is no answer, and how to get a person.</summary>
    public static readonly IReadOnlyList<Trigger> Switches = [Trigger.ReportsIssue, Trigger.Frustrated, Trigger.TooComplex, Trigger.Rule, Trigger.NoAnswer];

    /// <summary>What holds until somebody chooses.</summary>
    public static readonly EscalationPolicy Default = new(0.55, 0.8, [], true, Unsure.HandOff);

    /// <summary>Whether a trigger opens tickets.</summary>
    public bool IsOn(Trigger trigger) => !Switches.Contains(trigger) || !Off.Contains(trigger);

    /// <summary>As it is kept in the setting.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>As it was kept; the default where nothing was, or where an earlier program kept something else.</summary>
    public static EscalationPolicy Read(string? json)
    {
        if (json is null)
            return Default;
        try
        {
            return JsonSerializer.Deserialize<EscalationPolicy>(json) is { Off: not null } kept ? kept.Bounded() : Default;
        }
        catch (JsonException)
        {
            return Default;   // asking for a person must work even where a setting was broken by hand
        }
    }

    /// <summary>The same with thresholds inside the bounds.</summary>
    public EscalationPolicy Bounded() => this with { AnnoyedFrom = Math.Clamp(AnnoyedFrom, Lowest, Highest), ComplexFrom = Math.Clamp(ComplexFrom, Lowest, Highest) };

    /// <inheritdoc />
    public bool Equals(EscalationPolicy? other) => other is not null && ToJson() == other.ToJson();

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(AnnoyedFrom, ComplexFrom, VipsToPeople, Unsure);
}
