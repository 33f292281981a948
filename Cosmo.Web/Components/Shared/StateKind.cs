namespace Cosmo.Web.Components.Shared;

/// <summary>What a part of a page shows when it has nothing to show yet, or cannot.</summary>
public enum StateKind { Loading, Empty, Error, Offline, NoPermission }
