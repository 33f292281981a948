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

    // Costs as much as a real check, so that the time tells nothing either.
    private void Pretend(string password)
    {
        s_nobodysHash ??= hasher.HashPassword(s_nobody, "nobody's password");
        hasher.VerifyHashedPassword(s_nobody, s_nobodysHash, password);
    }
}
