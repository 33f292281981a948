using Microsoft.JSInterop;

namespace Cosmo.Web.Components.Layout;

/// <summary>Answers a page that asks whether anybody still listens; see js/reconnect.js.</summary>
public static class Heartbeat
{
    /// <summary>True, if it arrives at all.</summary>
    [JSInvokable]
    public static bool StillHere() => true;
}
