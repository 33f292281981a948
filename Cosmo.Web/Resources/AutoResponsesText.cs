namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page of automatic messages, which stand beside this file.</summary>
public sealed class AutoResponsesText;
