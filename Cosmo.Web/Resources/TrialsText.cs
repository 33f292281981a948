namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page that tries the assistant out, which stand beside this file.</summary>
public sealed class TrialsText;
