namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the team's page, which stand beside this file.</summary>
public sealed class TeamText;
