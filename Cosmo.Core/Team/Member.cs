using Microsoft.AspNetCore.Identity;

namespace Cosmo.Core.Team;

/// <summary>What a member may do: owners and admins run the place, agents answer.</summary>
public enum Role { Agent, Admin, Owner }

/// <summary>A person of the team, who signs in to the browser and may answer from a paired phone.</summary>
public sealed class Member : IdentityUser<Guid>
{
    /// <summary>The share of somebody who is there for nothing but tickets, in percent.</summary>
    public const int FullShare = 100;

    public Member() => Id = Guid.CreateVersion7();

    /// <summary>How colleagues call the member.</summary>
    public string Name { get; set; } = "";
    public Role Role { get; set; } = Role.Agent;

    /// <summary>ISO 639-1 code of the language that the member reads; notifications and back-translations are in it.</summary>
    public string Language { get; set; } = "en";

    /// <summary>ISO 639-1 codes of the languages that the member answers in, with commas between; empty where nothing was said.</summary>
    public string Answers { get; set; } = "";

    /// <summary>No more tickets that wait for the team are offered to the member alone; null for any number.</summary>
    public int? MostWaiting { get; set; }

    /// <summary>Part of a full share of the work, in percent: of two members, one with 50 gets half as much as one with 100.</summary>
    public int Share { get; set; } = FullShare;

    /// <summary>False for somebody who left: every door is closed to them.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Away members are offered no tickets.</summary>
    public bool IsAway { get; set; }

    /// <summary>When an absence ends by itself; null where the member says so, or is not away.</summary>
    public DateTimeOffset? AwayUntil { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>True for whoever gets tickets that fit nobody else.</summary>
    public bool IsAdministrator => Role is Role.Admin or Role.Owner;
}
