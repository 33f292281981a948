using Cosmo.Core.Administration;
using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Assistant.AutoResponses;

/// <summary>What a customer is told by itself, from the webhook to what leaves.</summary>
public sealed class AutoResponderTests
{
    private const string Issue = "My lamp arrived broken";
    private static readonly DateTimeOffset s_tuesday = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task In_each_closed_period_a_customer_is_told_once_when_somebody_is_there_again(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        var owner = await OwnerAsync(core);
        Assert.Null(await Desk(core).WriteAsync(AutoKind.Outside, "en", "{customer}, {business} opens {opens} ({number}).", owner.Id, Stop));
        core.Clock.Now = s_tuesday.AddHours(20);

        await SayAsync(core, Issue);
        await SayAsync(core, "It is the blue one");
        core.Clock.Now = s_tuesday.AddDays(1).AddHours(10);
        await SayAsync(core, "Are you there now?");
        core.Clock.Now = s_tuesday.AddDays(1).AddHours(21);
        await SayAsync(core, "Thank you!");
        await SayAsync(core, "I still wait for the new one");
        await SayAsync(core, "And for the bulb");

        Assert.Equal(["Tom, Cosmo opens on Wednesday at 9:00 (#1).", "Tom, Cosmo opens on Thursday at 9:00 (#1)."], await ToldAsync(core, "opens"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_could_not_be_said_because_the_message_came_a_day_late_is_not_written_down_as_said(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        await OwnerAsync(core);
        core.Clock.Now = s_tuesday.AddHours(20);
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, Issue, core.Clock.Now.AddHours(-25)));
        var ticket = Assert.Single(await core.AllAsync<Ticket>());
        Assert.Null(ticket.AcknowledgedAt);
        Assert.DoesNotContain(await core.AllAsync<TicketEvent>(), e => e.Step is TicketStep.Acknowledged);
        Assert.Empty(await ToldAsync(core, ""));

        // Once they write again they are told after all.
        await SayAsync(core, "It is the blue one");
        Assert.Single(await ToldAsync(core, "9:00"));
        Assert.Single(await core.AllAsync<TicketEvent>(), e => e.Step is TicketStep.Acknowledged);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_is_being_answered_at_night_is_not_told_that_nobody_is_there(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        var owner = await OwnerAsync(core);
        core.Clock.Now = s_tuesday.AddHours(17);
        await SayAsync(core, Issue);
        core.Clock.Now = s_tuesday.AddHours(21);
        await core.ChangeAsync(async change => Assert.Null(await TicketDesk.AnswerAsync(change, (await change.Db.Set<Ticket>().FindAsync([(await core.AllAsync<Ticket>())[0].Id]))!, owner.Id, Stop)));
        await SayAsync(core, "It is the blue one, and the bulb is broken too");

        Assert.Empty(await ToldAsync(core, "closed"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_long_wait_is_said_once_and_by_whichever_program_runs_then(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        core.Clock.Now = s_tuesday.AddHours(10);
        await SayAsync(core, Issue);
        await AtAsync(core, s_tuesday.AddHours(10).AddMinutes(29));
        Assert.Empty(await ToldAsync(core, "have not forgotten"));

        core.Clock.Now = s_tuesday.AddHours(10).AddMinutes(30);
        await using (var afterRestart = await core.SecondNodeAsync())
            await afterRestart.RunAsync();
        await AtAsync(core, s_tuesday.AddHours(10).AddMinutes(31));
        await AtAsync(core, s_tuesday.AddHours(15));

        Assert.Single(await ToldAsync(core, "have not forgotten"));
        Assert.Single(await core.AllAsync<TicketEvent>(), e => e.Step is TicketStep.WaitTold);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_is_said_of_a_wait_while_somebody_writes_the_answer_or_after_it(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        var owner = await OwnerAsync(core);
        core.Clock.Now = s_tuesday.AddHours(10);
        await SayAsync(core, Issue);
        var ticket = Assert.Single(await core.AllAsync<Ticket>());
        core.Clock.Now = s_tuesday.AddHours(10).AddMinutes(28);
        await core.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().FindAsync([ticket.ConversationId]);
            change.Db.Add(Draft.Begin(Guid.CreateVersion7(), conversation!, ticket.Id, owner.Id, DraftSource.Browser, "A new one comes", change.Now));
        });
        await AtAsync(core, s_tuesday.AddHours(10).AddMinutes(30));
        Assert.Empty(await ToldAsync(core, "have not forgotten"));

        await core.ChangeAsync(async change => Assert.Null(await TicketDesk.AnswerAsync(change, (await change.Db.Set<Ticket>().FindAsync([ticket.Id]))!, owner.Id, Stop)));
        await AtAsync(core, s_tuesday.AddHours(11));
        await AtAsync(core, s_tuesday.AddHours(14));
        Assert.Empty(await ToldAsync(core, "have not forgotten"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draft_that_was_left_lying_does_not_keep_the_customer_from_being_told(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        var owner = await OwnerAsync(core);
        core.Clock.Now = s_tuesday.AddHours(10);
        await SayAsync(core, Issue);
        var ticket = Assert.Single(await core.AllAsync<Ticket>());
        await core.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().FindAsync([ticket.ConversationId]);
            change.Db.Add(Draft.Begin(Guid.CreateVersion7(), conversation!, ticket.Id, owner.Id, DraftSource.Browser, "A new one comes", change.Now));
        });
        await AtAsync(core, s_tuesday.AddHours(10).AddMinutes(30));
        Assert.Single(await ToldAsync(core, "have not forgotten"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_switched_off_is_not_said(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        var owner = await OwnerAsync(core);
        Assert.Null(await Desk(core).ChooseAsync([AutoKind.Inside, AutoKind.Outside, AutoKind.LongWait], 10, owner.Id, Stop));
        core.Clock.Now = s_tuesday.AddHours(10);
        await SayAsync(core, Issue);
        await AtAsync(core, s_tuesday.AddHours(12));
        core.Clock.Now = s_tuesday.AddHours(22);
        await SayAsync(core, "It is the blue one");

        Assert.Equal(2, (await core.AllAsync<Message>()).Count);
        Assert.Single(await core.AllAsync<Ticket>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_administrators_write_texts_and_none_with_an_unknown_variable(StorageProvider provider)
    {
        await using var core = await OfficeAsync(provider);
        var owner = await OwnerAsync(core);
        var desk = Desk(core);

        Assert.Equal(TeamRefusals.NotAllowed, await desk.WriteAsync(AutoKind.Inside, "en", "Hello", Guid.CreateVersion7(), Stop));
        Assert.Equal(AutoResponseDesk.NoLanguage, await desk.WriteAsync(AutoKind.Inside, "xx", "Hello", owner.Id, Stop));
        Assert.Equal(AutoResponseDesk.TooLong, await desk.WriteAsync(AutoKind.Inside, "en", new string('a', 4097), owner.Id, Stop));
        Assert.Equal(AutoResponseDesk.OutOfRange, await desk.ChooseAsync([], 4, owner.Id, Stop));
        var unknown = await desk.WriteAsync(AutoKind.Inside, "en", "We open {opens}", owner.Id, Stop);
        Assert.Equal(AutoResponseDesk.UnknownVariable, unknown?.Code);
        Assert.Contains("{opens}", unknown!.Reason, StringComparison.Ordinal);
        Assert.Contains("{wait}", unknown.Reason, StringComparison.Ordinal);
        Assert.Empty((await desk.ReadAsync(Stop)).Texts);

        Assert.Null(await desk.WriteAsync(AutoKind.Inside, "en", "Hello", owner.Id, Stop));
        Assert.Equal("Hello", (await desk.ReadAsync(Stop)).TextOf(AutoKind.Inside, "en"));
        Assert.Null(await desk.WriteAsync(AutoKind.Inside, "en", AutoDefaults.Of(AutoKind.Inside, "en"), owner.Id, Stop));
        Assert.Empty((await desk.ReadAsync(Stop)).Texts);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<CoreFixture> OfficeAsync(StorageProvider provider)
    {
        var core = await CoreFixture.CreateAsync(provider);
        await core.ChangeAsync(change =>
        {
            change.Db.Add(new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Etc/UTC", Week = WeeklyHours.Office });
            return Task.CompletedTask;
        });
        return core;
    }

    private static async Task<Member> OwnerAsync(CoreFixture core)
    {
        var owner = new Member { Name = "Olga", Email = "olga@example.org", UserName = "olga@example.org", Role = Role.Owner, CreatedAt = core.Clock.Now };
        await core.ChangeAsync(change =>
        {
            change.Db.Add(owner);
            return Task.CompletedTask;
        });
        return owner;
    }

    private static AutoResponseDesk Desk(CoreFixture core) => new(core.Get<Changes>(), core.Database);

    private static Task AtAsync(CoreFixture core, DateTimeOffset at)
    {
        core.Clock.Now = at;
        return core.RunAsync();
    }

    private static Task SayAsync(CoreFixture core, string text)
    {
        core.Graph.Say(DefaultSandboxCast.Tom.UserId, core.Business.PhoneNumberId, text);
        return core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, text, core.Clock.Now));
    }

    private static async Task<List<string>> ToldAsync(CoreFixture core, string word) =>
        [.. (await core.AllAsync<Message>()).Where(m => m.Author is Author.Assistant && m.Text.Contains(word, StringComparison.Ordinal)).OrderBy(m => m.Position).Select(m => m.Text)];
}
