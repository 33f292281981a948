namespace Cosmo.Core.TeamThread;

/// <summary>Why something was turned down, as a member's phone says it: in few sentences, for there is no page beside them.</summary>
internal static class ThreadRefusals
{
    /// <summary>Why, in the member's language.</summary>
    public static string Why(this Listener listener, Refusal refusal) => listener.Say(KeyOf(refusal));

    /// <summary>The key of the sentence in the words of the thread.</summary>
    public static string KeyOf(Refusal refusal) => refusal.Code switch
    {
        "draft.sent" => "draft.already",
        "draft.left" => "undo.late",
        "draft.not-found" or "draft.not-yours" or "draft.over" => "draft.over",
        "draft.too-long" or "draft.template-too-long" => "refusal.too-long",
        "ticket.closed" or "ticket.not-found" or "ticket.merged" => "refusal.closed",
        "ticket.held" => "refusal.held",
        "ticket.has-it" => "refusal.has-it",
        "ticket.no-member" => "refusal.no-member",
        _ => "refusal.other",
    };
}
