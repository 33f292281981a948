namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of sign-in, first start and profile, which stand beside this file.</summary>
public sealed class AccountText;
