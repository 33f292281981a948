namespace Cosmo.Core.Team;

public static class TeamRefusals
{
    public static readonly Refusal NotAllowed = new("team.not-allowed", "Only an owner or admin can do this.");
    public static readonly Refusal OwnersOnly = new("team.owners-only", "Only an owner can change an owner.");
    public static readonly Refusal NotFound = new("team.not-found", "This member no longer exists.");
    public static readonly Refusal LastOwner = new("team.last-owner", "The team needs at least one owner. Make somebody else an owner first.");
    public static readonly Refusal Nameless = new("team.nameless", "Give the member a name.");
    public static readonly Refusal NoEmail = new("team.no-email", "Give the member's e-mail address.");
    public static readonly Refusal EmailTaken = new("team.email-taken", "A member with this e-mail address exists already.");
    public static readonly Refusal Left = new("team.left", "This member has left the team.");
    public static readonly Refusal NoNotificationNumber = new("team.no-number", "Connect a notification number first.");
}
