using Cosmo.Core.Team;
using Cosmo.Core.Work;

namespace Cosmo.Core.TeamThread;

/// <summary>Ends an absence at the time that the member named, and says so on their phone.</summary>
internal sealed class ComingBack : IWorkHandler
{
    public WorkKind Kind => Absence.Ends;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var parts = item.Body.Split(' ');
        if (await change.Db.Set<Member>().FindAsync([Guid.Parse(parts[0])], cancel) is not { } member || !Absence.IsOver(member, parts[1]))
            return;
        Absence.End(change, member);
        if (await ThreadVoice.FindAsync(change, member.Id) is { } listener)
            await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("away.over"), cancel: cancel);
    }
}
