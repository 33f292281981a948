namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of shared components and words that every page uses, which stand beside this file.</summary>
public sealed class SharedText;
