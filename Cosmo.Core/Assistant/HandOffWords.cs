using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Assistant;

/// <summary>What a customer is told when a person takes over, and to whom the ticket would go.</summary>
/// <param name="Members">How those are called who would be offered it.</param>
public sealed record HandOffProspect(string Text, Route Route, string? Department, IReadOnlyList<string> Members);

/// <summary>Finds the words for a hand-off: the usual wait, or when somebody is there again. Reads and changes nothing.</summary>
public sealed class HandOffWords(TypicalWait wait)
{
    /// <summary>Looks at a ticket that is about to be routed.</summary>
    /// <param name="db">Where everybody is read.</param>
    /// <param name="wanted">The ticket, and the moment.</param>
    /// <param name="name">How the customer is addressed; null where nobody knows.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<HandOffProspect> LookAsync(CosmoContext db, Wanted wanted, string? name, CancellationToken cancel)
    {
        var language = wanted.Language ?? Acknowledgements.Fallback;
        var roster = await RosterReader.ReadAsync(db, wanted.At, cancel);
        var route = Router.Choose(wanted, roster);
        var hours = roster.DeskOf(route.DepartmentId).Hours;
        // How long customers usually wait says nothing of a wait over a closed night.
        var text = route.WaitsUntil is { } opening ? Acknowledgements.WhileClosed(language, name, hours.Here(wanted.At), opening)
            : hours.IsOpen(wanted.At) ? Acknowledgements.For(language, name, await wait.RecentAsync(db, cancel))
            : Acknowledgements.WhileClosed(language, name, hours.Here(wanted.At), hours.NextOpening(wanted.At));
        return new(
            text, route, roster.Desks.FirstOrDefault(d => d.DepartmentId == route.DepartmentId)?.Name,
            [.. route.Members.Select(id => roster.Candidates.First(c => c.MemberId == id).Name)]);
    }
}
