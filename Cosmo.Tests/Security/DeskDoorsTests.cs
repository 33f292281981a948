using System.Reflection;
using System.Runtime.CompilerServices;
using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn.Phrases;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Escalation;
using Cosmo.Core.Hours;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Replies;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Trials;
using Cosmo.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Security;

/// <summary>
/// Who may do what: every method of every desk that changes something in a member's name is called by every kind of member.
/// What comes behind the door, such as a ticket that does not exist, is not looked at.
/// </summary>
public sealed class DeskDoorsTests
{
    private const string Members = "Agent Admin Owner", Administrators = "Admin Owner", Nobody = "";

    private static readonly Dictionary<string, string> s_doors = new()
    {
        ["DraftDesk.BeginAsync"] = Members,
        ["DraftDesk.RewordAsync"] = Members,
        ["DraftDesk.UseAsWrittenAsync"] = Members,
        ["DraftDesk.ConfirmAsync"] = Members,
        ["DraftDesk.ShowNewsAsync"] = Members,
        ["DraftDesk.CancelAsync"] = Members,
        ["DraftDesk.TakeBackAsync"] = Members,
        ["PreparedDesk.BeginAsync"] = Members,
        ["TicketDesk.AssignAsync"] = Members,
        ["TicketDesk.HandOverAsync"] = Members,
        ["TicketDesk.CloseAsync"] = Members,
        ["TicketDesk.ReopenAsync"] = Members,
        ["TicketDesk.PrioritiseAsync"] = Members,
        ["TicketMoves.SnoozeAsync"] = Members,
        ["TicketMoves.WakeAsync"] = Members,
        ["TicketMoves.MergeAsync"] = Members,
        ["ConversationDesk.TakeOverAsync"] = Members,
        ["ConversationDesk.HandBackAsync"] = Members,
        ["NoteDesk.AddAsync"] = Members,
        ["UncertainSends.ArrivedAsync"] = Members,
        ["UncertainSends.SendAgainAsync"] = Members,
        ["KnowledgeDesk.AddAsync"] = Members,
        ["KnowledgeDesk.EditAsync"] = Members,
        ["KnowledgeDesk.PublishAsync"] = Members,
        ["KnowledgeDesk.RestoreAsync"] = Members,
        ["KnowledgeDesk.DeleteAsync"] = Members,
        ["ImportDesk.AddAddressAsync"] = Members,
        ["ImportDesk.AddFileAsync"] = Members,
        ["ImportDesk.ReadAgainAsync"] = Members,
        ["ImportDesk.DecideAsync"] = Members,
        ["ImportDesk.RemoveAsync"] = Members,
        ["QuestionDesk.AnswerAsync"] = Members,
        ["QuestionDesk.DismissAsync"] = Members,
        ["QuestionDesk.DraftAsync"] = Members,
        ["QuestionDesk.ToldAsync"] = Members,
        ["SavedQuestionDesk.SaveAsync"] = Members,
        ["SavedQuestionDesk.RemoveAsync"] = Members,
        ["SavedQuestionDesk.KeepAsync"] = Members,
        ["CorrectionDesk.CorrectAsync"] = Members,
        ["CorrectionDesk.CorrectAnswerAsync"] = Members,
        ["EscalationDesk.AddAsync"] = Administrators,
        ["EscalationDesk.SwitchAsync"] = Administrators,
        ["EscalationDesk.RemoveAsync"] = Administrators,
        ["EscalationDesk.SetAsync"] = Administrators,
        ["EscalationDesk.MarkAsync"] = Administrators,
        ["EscalationDesk.AddPromiseAsync"] = Administrators,
        ["EscalationDesk.RemovePromiseAsync"] = Administrators,
        ["HoursDesk.SetAsync"] = Administrators,
        ["HoursDesk.ForgetAsync"] = Administrators,
        ["HoursDesk.AddHolidaysAsync"] = Administrators,
        ["HoursDesk.RemoveHolidayAsync"] = Administrators,
        ["RulesDesk.SetAsync"] = Administrators,
        ["AutoResponseDesk.WriteAsync"] = Administrators,
        ["AutoResponseDesk.ChooseAsync"] = Administrators,
        ["AssistantDesk.SetMannerAsync"] = Administrators,
        ["AssistantDesk.SetEngineAsync"] = Administrators,
        ["AssistantDesk.UseConfigurationAsync"] = Administrators,
        ["PhraseDesk.KeepAsync"] = Administrators,
        ["PhraseDesk.RemoveAsync"] = Administrators,
        ["PhraseDesk.SwitchAsync"] = Administrators,
        ["PhraseDesk.RewordAsync"] = Administrators,
        ["DepartmentDesk.SaveAsync"] = Administrators,
        ["DepartmentDesk.RemoveAsync"] = Administrators,
        ["HealthDesk.ReplayAsync"] = Administrators,
        ["HealthDesk.ResumeAsync"] = Administrators,
        ["InvitationDesk.InviteAsync"] = Administrators,
        ["InvitationDesk.RenewAsync"] = Administrators,
        ["InvitationDesk.WithdrawAsync"] = Administrators,
        ["TeamDesk.AddAsync"] = Administrators,
        // Of a colleague; what somebody does about themselves is their own affair.
        ["TeamDesk.ChangeRoleAsync"] = Administrators,
        ["TeamDesk.PlaceAsync"] = Administrators,
        ["TeamDesk.ArrangeAsync"] = Administrators,
        ["TeamDesk.DeactivateAsync"] = Administrators,
        ["TeamDesk.ReactivateAsync"] = Administrators,
        ["TeamDesk.SetAwayAsync"] = Administrators,
        ["TeamDesk.AwayUntilAsync"] = Administrators,
        ["SessionDesk.EndAsync"] = Administrators,
        ["Pairing.SignOutAsync"] = Administrators,
        ["NotificationDesk.ChooseAsync"] = Members,
        ["NotificationDesk.BeQuietAsync"] = Members,
        ["NotificationDesk.SoundAsync"] = Members,
        ["NotificationDesk.TestAsync"] = Members,
        ["PushDesk.SubscribeAsync"] = Members,
        ["PushDesk.RemoveAsync"] = Members,
        ["PushDesk.LeaveAsync"] = Members,
        // In nobody's name.
        ["ConversationDesk.SeenAsync"] = Nobody,
        ["ConversationDesk.UnseenAsync"] = Nobody,
        ["InvitationDesk.AcceptAsync"] = Nobody,
    };

    private static readonly Dictionary<Type, object> s_values = new()
    {
        [typeof(string)] = "some words",
        [typeof(OwnPhrase)] = OwnPhrase.New(new Dictionary<string, OwnSide> { ["en"] = new("some words", "Some words.") }),
        [typeof(KnowledgeText)] = new KnowledgeText("Some question", "Some answer", "en", "", false, false),
        [typeof(RuleText)] = new RuleText("some words", null, null, false),
        [typeof(EscalationPolicy)] = EscalationPolicy.Default,
        [typeof(AssistantManner)] = AssistantManner.Default,
        [typeof(EngineChoice)] = EngineChoice.BuiltIn,
        [typeof(PromisePhrase)] = new PromisePhrase("en", "some words"),
        [typeof(WeeklyHours)] = WeeklyHours.Office,
        [typeof(Rules)] = new Rules(5, false, 0, 0),
        [typeof(DepartmentPlan)] = new DepartmentPlan("Some department", ""),
        [typeof(SavedQuestionText)] = new SavedQuestionText("Some question", null, false, new SavedOutcome(OutcomeKind.HandedOff)),
        [typeof(IReadOnlyDictionary<Guid, bool>)] = new Dictionary<Guid, bool>(),
        [typeof(byte[])] = Array.Empty<byte>(),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_method_that_changes_something_has_its_door() =>
        Assert.Equal(s_doors.Keys.Order(StringComparer.Ordinal), Methods().Select(Named).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_door_opens_to_those_it_is_for()
    {
        await using var app = CosmoApp.Start();
        var colleague = await app.CreateMemberAsync("Bo", "bo@example.com", Role.Agent);
        var members = new List<(string Who, Guid Id)>();
        foreach (var role in Enum.GetValues<Role>())
            members.Add((role.ToString(), (await app.CreateMemberAsync($"{role}", $"{role}@example.com", role)).Id));
        members.Add(("left", (await app.CreateMemberAsync("Gone", "gone@example.com", Role.Owner)).Id));
        await app.ChangeMemberAsync("gone@example.com", async (users, gone) =>
        {
            gone.IsActive = false;
            await users.UpdateAsync(gone);
        });

        await using var scope = app.Services.CreateAsyncScope();
        foreach (var method in Methods().Where(m => s_doors[Named(m)] != Nobody))
        {
            var desk = scope.ServiceProvider.GetRequiredService(method.DeclaringType!);
            var may = new List<string>();
            foreach (var (who, id) in members)
            {
                if (await CallAsync(desk, method, id, colleague.Id) is not { } refusal || !IsDoor(refusal))
                    may.Add(who);
            }

            Assert.Equal($"{Named(method)}: {s_doors[Named(method)]}", $"{Named(method)}: {string.Join(' ', may)}");
        }
    }

    private static IEnumerable<MethodInfo> Methods() => typeof(DraftDesk).Assembly.GetTypes()
        .Where(t => t is { IsPublic: true, IsSealed: true, IsAbstract: false } && (t.Name.EndsWith("Desk", StringComparison.Ordinal) || t == typeof(TicketMoves) || t == typeof(UncertainSends) || t == typeof(Pairing)))
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(m => m.ReturnType == typeof(Task<Refusal>) || m.ReturnType == typeof(Task<(Refusal, string)>));

    private static string Named(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool IsDoor(Refusal refusal) =>
        refusal.Code.EndsWith(".not-member", StringComparison.Ordinal) || refusal.Code.EndsWith(".not-allowed", StringComparison.Ordinal) || refusal == Pairing.NotYours;

    private static async Task<Refusal?> CallAsync(object desk, MethodInfo method, Guid member, Guid colleague)
    {
        var parameters = method.GetParameters();
        var acting = parameters.Any(p => p.Name == "byMemberId") ? "byMemberId" : "memberId";
        var result = method.Invoke(desk, [.. parameters.Select(p => p.Name == acting ? member : Value(p, colleague))]);
        return result is Task<Refusal?> task ? await task : ((ITuple)(await (Task<(Refusal?, string?)>)result!))[0] as Refusal;
    }

    private static object? Value(ParameterInfo parameter, Guid colleague)
    {
        var type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
            return Cancel;
        if (type == typeof(Guid))
            return parameter.Name is "memberId" or "toMemberId" ? colleague : Guid.CreateVersion7();
        if (type == typeof(NewMember))
            return new NewMember("Some name", $"{Guid.CreateVersion7():N}@example.com", Role.Agent, "en", []);
        if (s_values.TryGetValue(type, out var value))
            return value;
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(IReadOnlyCollection<>) || open == typeof(IReadOnlyList<>)))
            return Array.CreateInstance(type.GetGenericArguments()[0], 0);
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
    }
}
