using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>A phone that a member answers from.</summary>
public sealed record PhoneRow(Guid Id, string? Phone, DateTimeOffset PairedAt, DateTimeOffset? LastInboundAt);

/// <summary>A member as the team's page shows them.</summary>
public sealed record MemberRow(Guid Id, string Name, string Email, Role Role, string Language, bool IsActive, bool IsAway)
{
    public IReadOnlyList<Guid> Departments { get; init; } = [];
    public IReadOnlyList<PhoneRow> Phones { get; init; } = [];
}

/// <summary>A department as pages show it.</summary>
/// <param name="Topics">The topics that lead here, as a comma-separated list of <see cref="CaseTopic"/> names.</param>
public sealed record DepartmentRow(Guid Id, string Name, string Description, bool IsFallback, string Topics);

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
        return await db.Set<Department>().AsNoTracking().OrderBy(d => d.Name).Select(d => new DepartmentRow(d.Id, d.Name, d.Description, d.IsFallback, d.Topics)).ToListAsync();
    }

    private async Task<IReadOnlyList<MemberRow>> ReadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var seats = (await db.Set<DepartmentMember>().AsNoTracking().ToListAsync()).ToLookup(s => s.MemberId, s => s.DepartmentId);
        var phones = (await db.Set<PairedPhone>().AsNoTracking().Where(p => p.SignedOutAt == null).OrderBy(p => p.PairedAt).ToListAsync())
            .ToLookup(p => p.MemberId, p => new PhoneRow(p.Id, p.Phone, p.PairedAt, p.LastInboundAt));
        var members = await db.Set<Member>().AsNoTracking()
            .Select(m => new MemberRow(m.Id, m.Name, m.Email ?? "", m.Role, m.Language, m.IsActive, m.IsAway)).ToListAsync();
        return [.. members.Select(m => m with { Departments = [.. seats[m.Id]], Phones = [.. phones[m.Id]] })
            .OrderByDescending(m => m.IsActive).ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
