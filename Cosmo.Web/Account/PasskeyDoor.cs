using Cosmo.Core.Team;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>Sign-in by a key that the member's device holds.</summary>
internal sealed class PasskeyDoor(SignInManager<Member> signIn, GrowingLock locks)
{
    /// <summary>
    /// Lets in whoever signed our challenge. It is open to a locked account as well: a stranger who keeps guessing passwords
    /// must not be able to shut the owner out.
    /// </summary>
    /// <param name="credential">The browser's answer as JSON.</param>
    /// <returns>The member who is now signed in; null when the answer proves nothing.</returns>
    public async Task<Member?> EnterAsync(string? credential)
    {
        if (string.IsNullOrEmpty(credential))
            return null;
        var proof = await signIn.PerformPasskeyAssertionAsync(credential);
        if (!proof.Succeeded || !await signIn.CanSignInAsync(proof.User))
            return null;

        await signIn.UserManager.AddOrUpdatePasskeyAsync(proof.User, proof.Passkey);
        await locks.ForgetAsync(proof.User);   // a whole sign-in
        await signIn.SignInAsync(proof.User, isPersistent: true);
        return proof.User;
    }
}
