namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the inbox, which stand beside this file.</summary>
public sealed class InboxText;
