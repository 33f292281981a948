namespace Cosmo.Web.Sandbox;

public enum SandboxLogKind { Send, Refused, Received, Webhook, Retry, Fault }

/// <summary>One thing that happened between the business and the stand-in, newest last.</summary>
public sealed record SandboxLogLine(DateTimeOffset At, SandboxLogKind Kind, string Text);
