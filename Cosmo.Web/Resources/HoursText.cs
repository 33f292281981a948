namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page of hours and holidays, which stand beside this file.</summary>
public sealed class HoursText;
