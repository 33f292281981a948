namespace Cosmo.Web.Components.Pages.Notifications;

/// <summary>What <c>push.js</c> says of the browser that the page is shown in.</summary>
/// <param name="State"><c>on</c>, <c>off</c>, <c>blocked</c>, <c>failed</c>, <c>insecure</c>, <c>install</c> or <c>unsupported</c>.</param>
/// <param name="Endpoint">By which the list knows it, while it is on.</param>
/// <param name="Refusal">The code of why it could not be switched on.</param>
public sealed record PushHere(string State, string? Endpoint = null, string? Refusal = null);
