using System.Globalization;
using Cosmo.Core;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Web.Account;

/// <summary>Makes the first owner, once in the life of a database.</summary>
internal sealed class OwnerSetup(
    CosmoContext db, UserManager<Member> members, SettingsStore settings, WriteGate gate, IEnumerable<ISetupStep> steps, OwnerPresence presence, TimeProvider clock)
{
    internal static readonly Refusal Closed = new("setup.closed", "There is an owner already.");

    /// <summary>Makes the owner and runs what the features do at setup; the refusal says what to change in the form.</summary>
    public async Task<Refusal?> CreateAsync(SetupForm form, CancellationToken cancel)
    {
        if (await presence.ExistsAsync(cancel))
            return Closed;

        var owner = new Member
        {
            UserName = form.Email.Trim(),
            Email = form.Email.Trim(),
            EmailConfirmed = true,
            Name = form.Name.Trim(),
            Role = Role.Owner,
            Language = Reads(CultureInfo.CurrentUICulture),
            CreatedAt = clock.GetUtcNow(),
        };
        if (await MakeAsync(owner, form.Password, cancel) is { } refusal)
            return refusal;

        if (!string.IsNullOrWhiteSpace(form.Business))
            await settings.NameBusinessAsync(form.Business, cancel);
        foreach (var step in steps)
            await step.RunAsync(owner, form, cancel);
        return null;
    }

    // At the start of the program nobody has said a language yet: the invariant culture is none that a person reads.
    private static string Reads(CultureInfo culture) =>
        culture.Equals(CultureInfo.InvariantCulture) ? "en" : culture.TwoLetterISOLanguageName;

    // Several nodes may be set up at the same moment, and a lock of this process tells the others nothing: the database
    // lets one transaction after the other look whether there is an owner and make one.
    private async Task<Refusal?> MakeAsync(Member owner, string password, CancellationToken cancel)
    {
        using var turn = await gate.EnterAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);   // SQLite: takes the one place of a writer
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtextextended('cosmo.first-owner', 0))", cancel);
        if (await db.Users.AnyAsync(m => m.Role == Role.Owner, cancel))
            return Closed;
        if (await members.CreateAsync(owner, password) is { Succeeded: false } failed)
            return new("setup.member", failed.Errors.First().Description);
        await transaction.CommitAsync(cancel);
        return null;
    }
}
