namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page of rules for tickets, which stand beside this file.</summary>
public sealed class RulesText;
