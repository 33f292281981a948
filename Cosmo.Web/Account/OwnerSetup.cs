using System.Globalization;
using Cosmo.Core;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Web.Account;

/// <summary>Makes the first owner, once in the life of a database.</summary>
internal sealed class OwnerSetup(
    IDbContextFactory<CosmoContext> contexts, UserManager<Member> members, IEnumerable<ISetupStep> steps, OwnerPresence presence, TimeProvider clock)
{
    private static readonly Refusal s_closed = new("setup.closed", "There is an owner already.");

    /// <summary>Makes the owner and runs what the features do at setup; the refusal says what to change in the form.</summary>
    public async Task<Refusal?> CreateAsync(SetupForm form, CancellationToken cancel)
    {
        // One at a time: two people with the form open must not both become the first.
        using var turn = await presence.TakeTurnAsync(cancel);
        if (await presence.ExistsAsync(cancel))
            return s_closed;

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
        if (await members.CreateAsync(owner, form.Password) is { Succeeded: false } failed)
            return new("setup.member", failed.Errors.First().Description);

        await NameBusinessAsync(form.Business, cancel);
        foreach (var step in steps)
            await step.RunAsync(owner, form, cancel);
        return null;
    }

    // At the start of the program nobody has said a language yet: the invariant culture is none that a person reads.
    private static string Reads(CultureInfo culture) =>
        culture.Equals(CultureInfo.InvariantCulture) ? "en" : culture.TwoLetterISOLanguageName;

    private async Task NameBusinessAsync(string name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name))
            return;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.Add(new Setting { Key = "Business:Name", Value = name.Trim() });
        await db.SaveChangesAsync(cancel);
    }
}
