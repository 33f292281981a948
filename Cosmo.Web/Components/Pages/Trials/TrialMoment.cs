namespace Cosmo.Web.Components.Pages.Trials;

/// <summary>When a message that is tried is written: now, late on a Sunday when most are closed, or at another moment.</summary>
internal enum TrialMoment { Now, Sunday, Chosen }
