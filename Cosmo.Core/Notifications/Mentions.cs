using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>Tells members whom a note names with "@".</summary>
internal sealed class Mentions : IWorkHandler
{
    public WorkKind Kind => Note.Written;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (await change.Db.Set<Note>().FindAsync([Guid.Parse(item.Body)], cancel) is not { } note || !note.Text.Contains('@', StringComparison.Ordinal))
            return;
        var members = await change.Db.Set<Member>().AsNoTracking().Where(m => m.IsActive).ToListAsync(cancel);
        foreach (var member in In(note.Text, members).Where(m => m.Id != note.MemberId))
            await PhoneNews.TellAsync(change, member.Id, NotificationEvent.Mention, note.TicketId ?? Guid.Empty, note.Id, cancel);
    }

    /// <summary>Who is named: by the whole name, or by a first name that only one member has. Pure.</summary>
    internal static IReadOnlyList<Member> In(string text, IReadOnlyList<Member> members)
    {
        var said = $" {string.Join(" @", text.Split('@').Select(Fold))} ";
        return [.. members.Where(m => Names(m).Any(name => said.Contains($"@{name} ", StringComparison.Ordinal)))];

        IEnumerable<string> Names(Member member)
        {
            yield return Fold(member.Name);
            var first = Fold(member.Name).Split(' ')[0];
            if (members.Count(m => Fold(m.Name).Split(' ')[0] == first) == 1)
                yield return first;
        }
    }

    private static string Fold(string text) => string.Join(' ', SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
