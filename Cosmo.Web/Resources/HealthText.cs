namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the health page, which stand beside this file.</summary>
public sealed class HealthText;
