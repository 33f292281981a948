namespace Cosmo.Core.Assistant.BuiltIn.Classifying;

/// <summary>What a message is, as far as a person must see it; the order is that of the weights.</summary>
public enum MessageClass { Person, Issue, Frustrated, Complex, None }
