namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the notifications page, which stand beside this file.</summary>
public sealed class NotificationsText;
