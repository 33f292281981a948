using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Assistant;

/// <summary>What a customer is told when a person takes over, and to whom the ticket would go.</summary>
/// <param name="Text">Empty where the message was switched off.</param>
/// <param name="Members">How those are called who would be offered it.</param>
public sealed record HandOffProspect(string Text, Route Route, string? Department, IReadOnlyList<string> Members)
{
    /// <summary>What was chosen for automatic messages.</summary>
    public required AutoBook Book { get; init; }

    /// <summary>The hours of the department.</summary>
    public required BusinessHours Hours { get; init; }

    /// <summary>Somebody is there now.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>The end of the closed period; null while somebody is there, or where nothing opens that is known.</summary>
    public required DateTimeOffset? ClosedUntil { get; init; }
}

/// <summary>Finds the words for a hand-off: the usual wait, or when somebody is there again. Reads and changes nothing.</summary>
public sealed class HandOffWords(TypicalWait wait)
{
    /// <summary>Looks at a ticket that is about to be routed.</summary>
    /// <param name="db">Where everybody is read.</param>
    /// <param name="wanted">The ticket, and the moment.</param>
    /// <param name="name">How the customer is addressed; null where nobody knows.</param>
    /// <param name="number">The ticket's number; null where it has none yet.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<HandOffProspect> LookAsync(CosmoContext db, Wanted wanted, string? name, int? number, CancellationToken cancel)
    {
        var language = wanted.Language ?? Acknowledgements.Fallback;
        var book = await AutoBook.ReadAsync(db);
        var roster = await RosterReader.ReadAsync(db, wanted.At, cancel);
        var route = Router.Choose(wanted, roster);
        var hours = roster.DeskOf(route.DepartmentId).Hours;
        var opens = hours.IsOpen(wanted.At);
        var kind = opens && route.WaitsUntil is null ? AutoKind.Inside : AutoKind.Outside;
        // How long customers usually wait says nothing of a wait over a closed night.
        var time = kind is AutoKind.Inside
            ? await wait.RecentAsync(db, cancel) is { } usual && usual > TimeSpan.Zero ? Acknowledgements.Lasting(language, usual) : ""
            : (route.WaitsUntil ?? hours.NextOpening(wanted.At)) is { } opening ? Acknowledgements.Opening(language, hours.Here(wanted.At), hours.Here(opening)) : "";
        var department = roster.Desks.FirstOrDefault(d => d.DepartmentId == route.DepartmentId)?.Name;
        var text = book.IsOn(kind) ? AutoValues.Say(book, kind, language, AutoValues.Of(kind, name, book.Business, department ?? "", number, time)) : "";
        return new(text, route, department, [.. route.Members.Select(id => roster.Candidates.First(c => c.MemberId == id).Name)])
        {
            Book = book,
            Hours = hours,
            IsOpen = kind is AutoKind.Inside,
            ClosedUntil = kind is AutoKind.Inside ? null : opens ? route.WaitsUntil : hours.NextOpening(wanted.At),
        };
    }

    /// <summary>The same for a ticket that has no number yet.</summary>
    public Task<HandOffProspect> LookAsync(CosmoContext db, Wanted wanted, string? name, CancellationToken cancel) => LookAsync(db, wanted, name, null, cancel);
}
