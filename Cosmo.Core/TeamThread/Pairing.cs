using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Ties phones to members: a code shown in the browser, sent from the phone.</summary>
public sealed class Pairing(Changes changes)
{
    public static readonly Refusal NotYours = new("pairing.not-yours", "Only the member or an owner or admin can do this.");
    public static readonly Refusal NotPaired = new("pairing.not-paired", "This phone is not paired any more.");

    /// <summary>Makes a code for a member, good for <see cref="PairingCode.Lifetime"/>; codes made before and not used are over.</summary>
    /// <returns>Six digits, shown once and kept only as a hash.</returns>
    public async Task<string> MakeCodeAsync(Guid memberId, CancellationToken cancel = default)
    {
        var code = "";
        await changes.RunAsync(
            async change =>
            {
                foreach (var old in await change.Db.Set<PairingCode>().Where(c => c.MemberId == memberId && c.UsedAt == null).ToListAsync(cancel))
                    old.Use(change.Now);
                // Two members' codes must differ while both are good, or the phone would pair with the wrong one.
                PairingCode kept;
                do
                    (kept, code) = PairingCode.Make(memberId, change.Now);
                while (await change.Db.Set<PairingCode>().AnyAsync(c => c.CodeHash == kept.CodeHash && c.UsedAt == null && c.ExpiresAt > change.Now, cancel));
                change.Db.Add(kept);
                change.Tell(Topic.Team);
            },
            cancel);
        return code;
    }

    /// <summary>Signs a phone out: what it sends is a stranger's word from now on.</summary>
    /// <param name="byMemberId">The phone's own member, or an administrator.</param>
    public Task<Refusal?> SignOutAsync(Guid phoneId, Guid byMemberId, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            // Who asks comes first: whether there is such a phone is nobody else's to know.
            var phone = await change.Db.Set<PairedPhone>().FindAsync([phoneId], cancel);
            if (phone?.MemberId != byMemberId && await change.Db.Set<Member>().FindAsync([byMemberId], cancel) is not { IsActive: true, IsAdministrator: true })
                return NotYours;
            if (phone is null)
                return NotPaired;
            phone.SignOut(change.Now);
            change.Tell(Topic.Team);
            return null;
        },
        cancel);
}
