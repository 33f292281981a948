namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page of open questions, which stand beside this file.</summary>
public sealed class QuestionsText;
