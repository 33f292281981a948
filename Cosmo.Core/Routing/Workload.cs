using Cosmo.Core.Tickets;

namespace Cosmo.Core.Routing;

/// <summary>
/// What a member's tickets weigh. One that waits for the team weighs 1, and more the longer it has waited, up to 2 after ten
/// hours: whoever is behind gets fewer new ones. One that was answered weighs half, and half of that for every day without
/// a word: most of them only wait to be closed. Pure.
/// </summary>
public static class Workload
{
    private const double HoursUntilDouble = 10;
    private const double Answered = 0.5;

    /// <summary>The weight of one ticket.</summary>
    /// <param name="since">Waiting since, or answered at.</param>
    public static double Weight(TicketState state, DateTimeOffset since, DateTimeOffset now) => state switch
    {
        TicketState.Requested => 1 + Math.Clamp((now - since).TotalHours / HoursUntilDouble, 0, 1),
        TicketState.Answered => Answered * Math.Pow(0.5, Math.Max(0, (now - since).TotalDays)),
        _ => 0,
    };
}
