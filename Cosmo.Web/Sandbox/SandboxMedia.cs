namespace Cosmo.Web.Sandbox;

/// <summary>A file that was uploaded by the business or sent by a person.</summary>
public sealed record SandboxMedia(string Id, string MimeType, string? FileName, byte[] Bytes);
