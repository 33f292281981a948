using Microsoft.AspNetCore.Identity;

namespace Cosmo.Core.Team;

/// <summary>What a member may do: owners and admins run the place, agents answer.</summary>
public enum Role { Agent, Admin, Owner }

/// <summary>A person of the team, who signs in to the browser and may answer from a paired phone.</summary>
public sealed class Member : IdentityUser<Guid>
{
    public Member() => Id = Guid.CreateVersion7();

    /// <summary>How colleagues call the member.</summary>
    public string Name { get; set; } = "";
    public Role Role { get; set; } = Role.Agent;

    /// <summary>ISO 639-1 code of the language that the member reads; notifications and back-translations are in it.</summary>
    public string Language { get; set; } = "en";

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
