namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page that looks back at the knowledge, which stand beside this file.</summary>
public sealed class ReviewText;
