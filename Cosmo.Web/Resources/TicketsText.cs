namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the ticket queue, which stand beside this file.</summary>
public sealed class TicketsText;
