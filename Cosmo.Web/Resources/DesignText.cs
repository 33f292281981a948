namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page that shows the design system, which stand beside this file.</summary>
public sealed class DesignText;
