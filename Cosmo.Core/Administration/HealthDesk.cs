using Cosmo.Core.Channels;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;

namespace Cosmo.Core.Administration;

/// <summary>What administrators mend: numbers that stopped, work that was given up.</summary>
public sealed class HealthDesk(Changes changes, DeadLetters letters, ChannelDirectory directory, LiveFeed live)
{
    /// <summary>Tries given-up work once more, where that is of use.</summary>
    public Task<Refusal?> ReplayAsync(long workId, Guid byMemberId, CancellationToken cancel = default) =>
        DoAsync(byMemberId, () => letters.ReviveAsync(workId, cancel), cancel);

    /// <summary>Lets a paused number send again.</summary>
    public Task<Refusal?> ResumeAsync(Guid accountId, Guid byMemberId, CancellationToken cancel = default) => DoAsync(
        byMemberId,
        async () =>
        {
            await directory.ResumeAsync(accountId, cancel);
            return null;
        },
        cancel);

    private async Task<Refusal?> DoAsync(Guid byMemberId, Func<Task<Refusal?>> act, CancellationToken cancel)
    {
        var refusal = await changes.RunAsync(
            async change => await Administrators.FindAsync(change, byMemberId, cancel) is null ? TeamRefusals.NotAllowed : null, cancel) ?? await act();
        // The page shows what is so now, whoever was first.
        live.Publish(Topic.Channels);
        return refusal;
    }
}
