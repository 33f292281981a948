using Cosmo.Core.Tickets;
using Cosmo.Web.Components.Shared;

namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>The colour that goes with a ticket's state.</summary>
internal static class TicketTones
{
    public static Tone Of(TicketState state) => state switch
    {
        TicketState.Requested => Tone.Accent,
        TicketState.Answered => Tone.Success,
        TicketState.Closed => Tone.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
