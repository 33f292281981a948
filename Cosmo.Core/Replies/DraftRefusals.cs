namespace Cosmo.Core.Replies;

public static class DraftRefusals
{
    public static readonly Refusal NotFound = new("draft.not-found", "This draft no longer exists.");
    public static readonly Refusal NotYours = new("draft.not-yours", "This draft belongs to a colleague.");
    public static readonly Refusal AlreadySent = new("draft.sent", "This draft was sent already.");
    public static readonly Refusal HasLeft = new("draft.left", "This answer has left already and cannot be taken back.");
    public static readonly Refusal NotWaiting = new("draft.over", "This draft is no longer waiting.");
    public static readonly Refusal Changed = new("draft.changed", "This draft reads differently now. Look at it and confirm again.");
    public static readonly Refusal SomethingNew = new("draft.held", "Something new came in. Look at it before you send.");
    public static readonly Refusal FactsChanged = new("draft.facts", "A fact changed on the way. Look at it and accept it, or write it differently.");
    public static readonly Refusal Empty = new("draft.empty", "Write something first.");
    public static readonly Refusal TooLong = new("draft.too-long", "WhatsApp carries at most 4,096 characters in one message.");
    public static readonly Refusal WindowClosed = new("draft.window", "The 24 hours are over: the answer would leave as this template. Look at it and confirm again.");
    public static readonly Refusal TemplateTooLong = new("draft.template-too-long", "The 24 hours are over, and with this answer the approved template has more than the 1,024 characters that WhatsApp takes. Nothing was sent; write it shorter.");
    public static readonly Refusal WindowOpen = new("draft.window-open", "The customer has written again: the answer can leave as it is. Look at it and confirm again.");
    public static readonly Refusal NoTemplate = new("draft.no-template", "The customer last wrote over 24 hours ago, and no approved template exists for their language. Nothing was sent; the draft is kept.");
}
