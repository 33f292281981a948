namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of departments and routing, which stand beside this file.</summary>
public sealed class RoutingText;
