namespace Cosmo.Web.Components.Shared;

/// <summary>26, 36 or 56 pixels.</summary>
public enum AvatarSize { Small, Medium, Large }
