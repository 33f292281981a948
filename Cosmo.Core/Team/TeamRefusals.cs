namespace Cosmo.Core.Team;

public static class TeamRefusals
{
    public static readonly Refusal NotAllowed = new("team.not-allowed", "Only an owner or admin can do this.");
    public static readonly Refusal NotMember = new("team.not-member", "Only members of the team can do this.");
    public static readonly Refusal OwnersOnly = new("team.owners-only", "Only an owner can change an owner.");
    public static readonly Refusal NotFound = new("team.not-found", "This member no longer exists.");
    public static readonly Refusal HasCome = new("team.has-come", "This member has come in already and needs no link.");
    public static readonly Refusal NotCome = new("team.not-come", "This member never came in. Send a new link instead.");
    public static readonly Refusal LastOwner = new("team.last-owner", "The team needs at least one owner. Make somebody else an owner first.");
    public static readonly Refusal Nameless = new("team.nameless", "Give the member a name.");
    public static readonly Refusal NoEmail = new("team.no-email", "Give the member's e-mail address.");
    public static readonly Refusal EmailTaken = new("team.email-taken", "A member with this e-mail address exists already.");
    public static readonly Refusal Left = new("team.left", "This member has left the team.");
    public static readonly Refusal NoNotificationNumber = new("team.no-number", "Connect a notification number first.");
    public static readonly Refusal TooManySteps = new("team.too-many-steps", "An escalation path can have eight steps at most.");
    public static readonly Refusal StepMinutes = new("team.step-minutes", "Each step needs minutes between 1 and 10080, a week.");
    public static readonly Refusal SameMinute = new("team.same-minute", "Two steps cannot happen at the same minute.");
    public static readonly Refusal NoDepartment = new("team.no-department", "This department no longer exists.");
    public static readonly Refusal DepartmentNameless = new("team.department-nameless", "Give the department a name of at most 60 characters.");
    public static readonly Refusal DepartmentTaken = new("team.department-taken", "There is a department of this name already.");
    public static readonly Refusal TargetMinutes = new("team.target-minutes", "A target needs minutes between 1 and 10080, a week.");
    public static readonly Refusal OneFallback = new("team.one-fallback", "One department has to take what no other answers. Choose another one for it first.");
    public static readonly Refusal AwayUntil = new("team.away-until", "Name a time to come, within a year.");
    public static readonly Refusal DutyNumbers = new("team.duty-numbers", "The limit is between 1 and 999 or empty, the share between 1 and 100.");
}
