namespace Cosmo.Core.Team;

/// <summary>A part of the team that answers certain topics.</summary>
public sealed class Department
{
    private Department() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>What it answers, in words for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>The topics that lead here, as a comma-separated list of <see cref="CaseTopic"/> names.</summary>
    public string Topics { get; private set; } = "";

    /// <summary>Takes whatever no other department answers.</summary>
    public bool IsFallback { get; set; }

    public static Department Create(string name, string description, bool isFallback, params ReadOnlySpan<CaseTopic> topics) => new()
    {
        Name = name,
        Description = description,
        IsFallback = isFallback,
        Topics = string.Join(',', topics.ToArray()),
    };

    public bool Answers(CaseTopic topic) => Topics.Split(',').Contains(topic.ToString());
}

/// <summary>A member's place in a department; a member may have any number of them.</summary>
public sealed class DepartmentMember
{
    public required Guid DepartmentId { get; init; }
    public required Guid MemberId { get; init; }
}
