namespace Cosmo.Web.Components.Shared;

/// <summary>The meaning that a colour carries; the words carry it too.</summary>
public enum Tone { Neutral, Accent, Info, Success, Warning, Danger }
