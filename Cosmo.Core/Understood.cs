namespace Cosmo.Core;

/// <summary>What a message that only opens or closes a conversation says; such a message needs no knowledge to answer.</summary>
public enum SmallTalk { None, Greeting, Thanks, Goodbye }

/// <summary>Why something was decided: the words that fired, and how strongly against which threshold (0 to 1).</summary>
public sealed record Evidence(string Words, double Score, double Threshold);

/// <summary>What a message says, with the evidence for each finding; null evidence means it was not found.</summary>
/// <param name="Language">ISO 639-1 code of the message's language.</param>
/// <param name="LanguageCertain">False for a message too short or too mixed to tell: the conversation's language stays.</param>
/// <param name="Engine">Which engine read it: "built-in" or the model's name.</param>
public sealed record Understood(
    string Language,
    bool LanguageCertain,
    Evidence? AsksForPerson,
    Evidence? ReportsIssue,
    Evidence? Frustrated,
    SmallTalk SmallTalk,
    CaseTopic Topic,
    string Engine)
{
    /// <summary>It asks for more than the assistant can do: an offer for many pieces, a legal or data matter, several wishes at once.</summary>
    public Evidence? TooComplex { get; init; }

    /// <summary>How likely somebody must see it, for whatever reason (0 to 1).</summary>
    public double Concern { get; init; }

    /// <summary>How much annoyance is in it (0 to 1), also where that is too little for evidence: each business has its own threshold.</summary>
    public double Annoyance { get; init; }

    /// <summary>How much it is beyond an assistant (0 to 1), also where that is too little for evidence.</summary>
    public double Complexity { get; init; }

    /// <summary>The model that was asked to read it, also where its answer could not be used; null where none was.</summary>
    public string? ModelAsked { get; init; }

    /// <summary>The model's reading was known from the same words before, and cost nothing.</summary>
    public bool IsRemembered { get; init; }

    /// <summary>What a model counted for reading it, also where its answer could not be used; null where none did, or its server said nothing.</summary>
    public TokenUse? Tokens { get; init; }
}
