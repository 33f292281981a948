namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the knowledge page, which stand beside this file.</summary>
public sealed class KnowledgeText;
