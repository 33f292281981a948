using System.Security.Cryptography;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>A new member as an administrator describes them.</summary>
/// <param name="Language">ISO 639-1 code of the language that the member reads.</param>
public sealed record NewMember(string Name, string Email, Role Role, string Language, IReadOnlyCollection<Guid> Departments);

/// <summary>Makes members, without any way to sign in yet.</summary>
internal static class NewMembers
{
    /// <summary>Adds a member as described.</summary>
    public static async Task<(Refusal? Refusal, Member? Member)> AddAsync(Change change, NewMember wanted, Member by, CancellationToken cancel)
    {
        var (name, email) = (wanted.Name.Trim(), wanted.Email.Trim());
        if (name.Length == 0)
            return (TeamRefusals.Nameless, null);
        if (email.IndexOf('@', StringComparison.Ordinal) is <= 0 || email.EndsWith('@'))
            return (TeamRefusals.NoEmail, null);
        if (wanted.Role is Role.Owner && by.Role is not Role.Owner)
            return (TeamRefusals.OwnersOnly, null);
        var normal = new UpperInvariantLookupNormalizer().NormalizeEmail(email);
        if (await change.Db.Set<Member>().AnyAsync(m => m.NormalizedEmail == normal || m.NormalizedUserName == normal, cancel))
            return (TeamRefusals.EmailTaken, null);

        var member = new Member
        {
            Name = Cut.To(name, 100),
            Email = email,
            NormalizedEmail = normal,
            UserName = email,
            NormalizedUserName = normal,
            Role = wanted.Role,
            Language = wanted.Language,
            CreatedAt = change.Now,
            LockoutEnabled = true,
            SecurityStamp = Stamp(),
        };
        change.Db.Add(member);
        foreach (var department in wanted.Departments.Distinct())
            change.Db.Add(new DepartmentMember { DepartmentId = department, MemberId = member.Id });
        return (null, member);
    }

    /// <summary>What sign-ins carry along; a new one makes them ask again.</summary>
    public static string Stamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
}
