namespace Cosmo.Core.Team;

/// <summary>A part of the team that answers certain topics.</summary>
public sealed class Department
{
    /// <summary>The target until somebody sets another, in minutes of business hours.</summary>
    public const int UsualTarget = 60;

    private Department() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>What it answers, in words for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>The topics that lead here, as a comma-separated list of <see cref="CaseTopic"/> names.</summary>
    public string Topics { get; private set; } = "";

    /// <summary>Takes whatever no other department answers.</summary>
    public bool IsFallback { get; set; }

    /// <summary>ISO 639-1 codes of the languages that it answers in, with commas between; empty for any.</summary>
    public string Languages { get; set; } = "";

    /// <summary>Who of those who are there is offered a ticket.</summary>
    public RoutingStrategy Strategy { get; set; }

    /// <summary>What happens to a ticket that nobody answers.</summary>
    public EscalationPath Path { get; set; } = EscalationPath.Usual;

    /// <summary>A customer's first answer is to come within so many minutes of business hours.</summary>
    public int FirstResponseMinutes { get; set; } = UsualTarget;

    /// <summary>Every later answer is to come within so many minutes of business hours.</summary>
    public int NextResponseMinutes { get; set; } = UsualTarget;

    public static Department Create(string name, string description, bool isFallback, params ReadOnlySpan<CaseTopic> topics) => new()
    {
        Name = name,
        Description = description,
        IsFallback = isFallback,
        Topics = string.Join(',', topics.ToArray()),
    };

    /// <summary>Sets the topics that lead here.</summary>
    public void Take(IEnumerable<CaseTopic> topics) => Topics = string.Join(',', topics.Distinct().Order());

    public bool Answers(CaseTopic topic) => Topics.Split(',').Contains(topic.ToString());
}

/// <summary>Who of those who are there is offered a ticket: all of them, each in turn, or whoever has the least to do.</summary>
public enum RoutingStrategy { Everyone, RoundRobin, LeastLoaded }

/// <summary>A member's place in a department; a member may have any number of them.</summary>
public sealed class DepartmentMember
{
    public required Guid DepartmentId { get; init; }
    public required Guid MemberId { get; init; }

    /// <summary>When the department offered the member a ticket alone; null for never. The longest ago comes first.</summary>
    public DateTimeOffset? LastOfferedAt { get; set; }
}
