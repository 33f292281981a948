using Cosmo.Core.Team;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>How an attempt to sign in ended. Failed never says why: a stranger must not learn who has an account.</summary>
internal enum Entry { Failed, NeedsSecondFactor, Entered }

/// <summary>Sign-in by e-mail and password, which gets slower for whoever keeps guessing.</summary>
internal sealed class PasswordDoor(UserManager<Member> members, SignInManager<Member> signIn, IPasswordHasher<Member> hasher, GrowingLock locks)
{
    private static readonly Member s_nobody = new();
    private static string? s_nobodysHash;

    /// <summary>Tries a password; five wrong ones lock the account for a minute, then two, four, up to an hour.</summary>
    public async Task<Entry> EnterAsync(string email, string password)
    {
        var member = await members.FindByEmailAsync(email.Trim());
        if (member is not { IsActive: true } || await members.IsLockedOutAsync(member))
        {
            Pretend(password);
            return Entry.Failed;
        }

        var result = await signIn.PasswordSignInAsync(member, password, isPersistent: true, lockoutOnFailure: true);
        if (result.IsLockedOut)
            await locks.LengthenAsync(member);
        else if (result.Succeeded)
            await locks.ForgetAsync(member);
        return result.Succeeded ? Entry.Entered : result.RequiresTwoFactor ? Entry.NeedsSecondFactor : Entry.Failed;
    }

    /// <summary>
    /// Asks somebody who is in for their password once more. Wrong ones count as at the door, or whoever sits at an open screen
    /// could guess without end.
    /// </summary>
    public async Task<bool> IsProvenAsync(Member member, string? password)
    {
        if (await members.IsLockedOutAsync(member))
            return false;
        var result = await signIn.CheckPasswordSignInAsync(member, password ?? "", lockoutOnFailure: true);
        if (result.IsLockedOut)
            await locks.LengthenAsync(member);
        return result.Succeeded;
    }

    // Costs as much as a real check, so that the time tells nothing either.
    private void Pretend(string password)
    {
        s_nobodysHash ??= hasher.HashPassword(s_nobody, "nobody's password");
        hasher.VerifyHashedPassword(s_nobody, s_nobodysHash, password);
    }
}
