using System.Globalization;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>"Hand over to Ana: she knows the case". The colleague is named exactly, or by what only one of them is called.</summary>
internal static class ThreadHandOver
{
    public static async Task HearAsync(Change change, Listener listener, Case found, string words, CancellationToken cancel)
    {
        if (await Binding.IsLateAsync(change, listener, found, cancel))
            return;
        var (name, note) = Split(words);
        var colleagues = await change.Db.Set<Member>().AsNoTracking()
            .Where(m => m.IsActive && m.Id != listener.Member.Id).OrderBy(m => m.Name).ToListAsync(cancel);
        switch (name.Length == 0 ? [] : Named(colleagues, name))
        {
            case [var colleague]:
                var refusal = await Handing.GiveAsync(change, found.Ticket, colleague.Id, listener.Member.Id, note, cancel);
                await SayAsync(change, listener, found,
                    refusal is not null ? listener.Why(refusal)
                    : listener.Say("hand-over.done", ("number", ThreadVoice.Number(found.Ticket)), ("customer", found.Customer), ("colleague", colleague.Name))
                        + await AbsenceAsync(change, listener, found.Ticket, colleague, cancel), cancel);
                break;
            case []:
                await SayAsync(change, listener, found,
                    listener.Say(name.Length == 0 ? "hand-over.whom" : "hand-over.unknown", ("name", Cut.Shown(name, 60)), ("names", Names(colleagues))), cancel);
                break;
            case var several:
                await SayAsync(change, listener, found, listener.Say("hand-over.several", ("name", Cut.Shown(name, 60)), ("names", Names(several))), cancel);
                break;
        }
    }

    /// <summary>Who is meant: the whole name before a part of one, so that "Ana" is Ana even beside Ana María.</summary>
    internal static List<Member> Named(IReadOnlyList<Member> colleagues, string name)
    {
        var said = Fold(name);
        var exact = colleagues.Where(m => Fold(m.Name) == said).ToList();
        return exact.Count > 0 ? exact : [.. colleagues.Where(m => $"{Fold(m.Name)} ".StartsWith($"{said} ", StringComparison.Ordinal))];
    }

    // Whoever hands something over to somebody who is not there is to know it, and until when.
    private static async Task<string> AbsenceAsync(Change change, Listener listener, Ticket ticket, Member colleague, CancellationToken cancel)
    {
        var roster = await RosterReader.ReadAsync(change.Db, change.Now, cancel);
        var hours = roster.DeskOf(ticket.DepartmentId).Hours;
        var duty = Duty.Of(roster.Candidates.First(c => c.MemberId == colleague.Id), [hours], change.Now);
        return duty switch
        {
            { State: DutyState.There } => "",
            { Until: { } until } => " " + listener.Say("hand-over.until", ("colleague", colleague.Name),
                ("until", hours.Here(until).ToString("ddd d MMM HH:mm", CultureInfo.GetCultureInfo(listener.Language)))),
            _ => " " + listener.Say("hand-over.out", ("colleague", colleague.Name)),
        };
    }

    private static (string Name, string Note) Split(string words)
    {
        var end = words.IndexOfAny([':', ',', '\n', ';']);
        return end < 0 ? (words.Trim().TrimEnd('.', '!'), "") : (words[..end].Trim(), words[(end + 1)..].Trim());
    }

    private static string Names(IReadOnlyList<Member> members) => string.Join(", ", members.Take(12).Select(m => m.Name));

    private static string Fold(string name) => string.Join(' ', SearchText.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static Task<TeamMessage> SayAsync(Change change, Listener listener, Case found, string text, CancellationToken cancel) =>
        ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, text, found.Ticket.Id, cancel: cancel);
}
