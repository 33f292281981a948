namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the sandbox, which stand beside this file.</summary>
public sealed class SandboxText;
