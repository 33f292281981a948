namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the frame of the pages, which stand beside this file.</summary>
public sealed class LayoutText;
