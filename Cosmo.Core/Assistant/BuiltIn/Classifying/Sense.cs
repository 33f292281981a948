namespace Cosmo.Core.Assistant.BuiltIn.Classifying;

/// <summary>How likely a message asks for a person, reports an issue, is frustrated, or is more than an assistant can do (0 to 1 each).</summary>
public readonly record struct Sense(double Person, double Issue, double Frustrated, double Complex)
{
    /// <summary>How likely somebody must see it, for whatever reason.</summary>
    public double Any => Math.Min(1, Person + Issue + Frustrated + Complex);

    /// <summary>The likeliest of the reasons other than asking for a person.</summary>
    public MessageClass Reason =>
        Issue >= Frustrated && Issue >= Complex ? MessageClass.Issue
        : Frustrated >= Complex ? MessageClass.Frustrated
        : MessageClass.Complex;

    /// <summary>How strongly it speaks for one reason: the likeliest one stands for all of them, the others for themselves.</summary>
    public double For(MessageClass reason) => reason == Reason ? Any : reason switch
    {
        MessageClass.Issue => Issue,
        MessageClass.Frustrated => Frustrated,
        MessageClass.Complex => Complex,
        _ => Person,
    };
}
