using Cosmo.Core.Channels;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Account;

/// <summary>
/// The lock after wrong passwords and wrong codes: one minute, then two, four, up to an hour.
/// Both share one count, which only a whole sign-in clears: whoever knows just the password cannot clear it.
/// </summary>
internal sealed class GrowingLock(UserManager<Member> members, Changes changes, IOptions<SignInClock> clock)
{
    private const string Provider = "cosmo";
    private const string LockCount = "locks";
    private static readonly TimeSpan s_longestLock = TimeSpan.FromHours(1);

    public async Task LengthenAsync(Member member)
    {
        _ = int.TryParse(await members.GetAuthenticationTokenAsync(member, Provider, LockCount), out var before);
        var length = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, before), s_longestLock.TotalMinutes));
        await members.SetAuthenticationTokenAsync(member, Provider, LockCount, $"{before + 1}");
        await members.SetLockoutEndDateAsync(member, clock.Value.Clock.GetUtcNow() + length);
        // Once until a whole sign-in shows that all is well again: each longer lock would be the same news.
        if (before == 0)
            await changes.RunAsync(change =>
            {
                Trouble.Raise(change, Trouble.SignIn, member.Name, $"The sign-in of {member.Name} is locked after wrong tries.", member.Id);
                return Task.CompletedTask;
            });
    }

    public Task ForgetAsync(Member member) => members.RemoveAuthenticationTokenAsync(member, Provider, LockCount);
}
