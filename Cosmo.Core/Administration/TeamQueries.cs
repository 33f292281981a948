using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>A phone that a member answers from.</summary>
/// <param name="RenewsAt">When it has to be paired anew; null where pairings do not end.</param>
public sealed record PhoneRow(Guid Id, string? Phone, DateTimeOffset PairedAt, DateTimeOffset? LastInboundAt, DateTimeOffset? RenewsAt);

/// <summary>A member as the team's page shows them.</summary>
public sealed record MemberRow(Guid Id, string Name, string Email, Role Role, string Language, bool IsActive, bool IsAway)
{
    public IReadOnlyList<Guid> Departments { get; init; } = [];
    public IReadOnlyList<PhoneRow> Phones { get; init; } = [];
    public DateTimeOffset? AwayUntil { get; init; }

    /// <summary>Until when the link is good by which they are to come in; null for whoever has come.</summary>
    public DateTimeOffset? InvitedUntil { get; init; }

    /// <summary>ISO 639-1 codes of the languages they answer in, with commas between.</summary>
    public string Answers { get; init; } = "";

    /// <summary>No more tickets that wait are offered to them alone; null for any number.</summary>
    public int? MostWaiting { get; init; }

    /// <summary>Their part of the work in percent of a full one.</summary>
    public int Share { get; init; } = Member.FullShare;
}

/// <summary>A department as pages show it.</summary>
/// <param name="Topics">The topics that lead here, as a comma-separated list of <see cref="CaseTopic"/> names.</param>
public sealed record DepartmentRow(Guid Id, string Name, string Description, bool IsFallback, string Topics)
{
    /// <summary>ISO 639-1 codes of the languages it answers in, with commas between; empty for any.</summary>
    public string Languages { get; init; } = "";
    public RoutingStrategy Strategy { get; init; }
    public EscalationPath Path { get; init; } = EscalationPath.Usual;

    /// <summary>Targets in minutes of business hours.</summary>
    public int FirstResponseMinutes { get; init; } = Department.UsualTarget;
    public int NextResponseMinutes { get; init; } = Department.UsualTarget;
}

/// <summary>Reads the team. A team is small: all of it is read at once.</summary>
public sealed class TeamQueries(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock) : IDisposable
{
    private readonly SharedReads _shared = SharedReads.UntilChanged(live, clock, Topic.Team);

    /// <summary>Everybody, by name; those who left come last.</summary>
    public Task<IReadOnlyList<MemberRow>> MembersAsync(CancellationToken cancel = default) => _shared.GetAsync("members", ReadAsync, cancel);

    /// <summary>How each member is called, those who left included.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(CancellationToken cancel = default) =>
        (await MembersAsync(cancel)).ToDictionary(m => m.Id, m => m.Name);

    /// <summary>The departments, by name.</summary>
    public Task<IReadOnlyList<DepartmentRow>> DepartmentsAsync(CancellationToken cancel = default) => _shared.GetAsync("departments", ReadDepartmentsAsync, cancel);

    public void Dispose() => _shared.Dispose();

    private async Task<IReadOnlyList<DepartmentRow>> ReadDepartmentsAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Set<Department>().AsNoTracking().OrderBy(d => d.Name).Select(d => new DepartmentRow(d.Id, d.Name, d.Description, d.IsFallback, d.Topics)
        {
            Languages = d.Languages,
            Strategy = d.Strategy,
            Path = d.Path,
            FirstResponseMinutes = d.FirstResponseMinutes,
            NextResponseMinutes = d.NextResponseMinutes,
        }).ToListAsync();
    }

    private async Task<IReadOnlyList<MemberRow>> ReadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var seats = (await db.Set<DepartmentMember>().AsNoTracking().ToListAsync()).ToLookup(s => s.MemberId, s => s.DepartmentId);
        var rules = await PhoneRules.ReadAsync(db);
        var phones = (await db.Set<PairedPhone>().AsNoTracking().Where(p => p.SignedOutAt == null).OrderBy(p => p.PairedAt).ToListAsync())
            .ToLookup(p => p.MemberId, p => new PhoneRow(p.Id, p.Phone, p.PairedAt, p.LastInboundAt, rules.RenewsAt(p.PairedAt)));
        var invited = (await db.Set<IdentityUserToken<Guid>>().AsNoTracking().Where(t => t.LoginProvider == Invitation.Provider && t.Name == Invitation.Name).ToListAsync())
            .ToDictionary(t => t.UserId, t => (DateTimeOffset?)Invitation.EndOf(t));
        var members = await db.Set<Member>().AsNoTracking()
            .Select(m => new MemberRow(m.Id, m.Name, m.Email ?? "", m.Role, m.Language, m.IsActive, m.IsAway)
            {
                AwayUntil = m.AwayUntil,
                Answers = m.Answers,
                MostWaiting = m.MostWaiting,
                Share = m.Share,
            }).ToListAsync();
        return [.. members.Select(m => m with { Departments = [.. seats[m.Id]], Phones = [.. phones[m.Id]], InvitedUntil = invited.GetValueOrDefault(m.Id) })
            .OrderByDescending(m => m.IsActive).ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
