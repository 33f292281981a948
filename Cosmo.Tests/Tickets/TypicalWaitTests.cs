using Cosmo.Core;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Routing;

namespace Cosmo.Tests.Tickets;

/// <summary>How long customers wait, as it is told to the next one, on both databases.</summary>
public sealed class TypicalWaitTests
{
    private static readonly DateTimeOffset Tuesday9 = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);   // nine in Madrid

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Fewer_than_five_answers_say_nothing_and_of_more_the_middle_one_counts(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        foreach (var minutes in new[] { 40, 3, 12, 90 })
            await AnsweredAsync(duty, Tuesday9, minutes);
        Assert.Null(await AskAsync(duty));
        await AnsweredAsync(duty, Tuesday9, 7);
        Assert.Equal(TimeSpan.FromMinutes(12), await AskAsync(duty, hours: 5));

        // A week later they are forgotten.
        Assert.Null(await AskAsync(duty, hours: 8 * 24));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_member_began_is_no_wait(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        for (var i = 0; i < 5; i++)
            await AnsweredAsync(duty, Tuesday9, 20);
        for (var i = 0; i < 9; i++)
            await AnsweredAsync(duty, Tuesday9, 0, Trigger.Member);
        Assert.Equal(TimeSpan.FromMinutes(20), await AskAsync(duty));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_a_night_only_the_open_minutes_count(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var evening = new DateTimeOffset(2026, 3, 9, 19, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 5; i++)
            await AnsweredAsync(duty, evening, (int)(Tuesday9 - evening).TotalMinutes + 10);
        Assert.Equal(TimeSpan.FromMinutes(10), await AskAsync(duty));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_first_answer_that_failed_is_none(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        for (var i = 0; i < 4; i++)
            await AnsweredAsync(duty, Tuesday9, 20);
        var id = await AnsweredAsync(duty, Tuesday9, 20);
        await duty.Core.ChangeAsync(async change =>
        {
            var ticket = (await change.Db.Set<Ticket>().FindAsync([id], Cancel))!;
            ticket.AnswerFailed(ticket.AnsweredAt!.Value, []);
        });
        Assert.Null(await AskAsync(duty));
    }

    private static async Task<DutyFixture> StartAsync(StorageProvider provider)
    {
        var duty = await DutyFixture.StartAsync(provider);
        await duty.MemberAsync("Ana");
        return duty;
    }

    // Opened at a moment, and answered so many minutes of the clock later.
    private static async Task<Guid> AnsweredAsync(DutyFixture duty, DateTimeOffset opened, int minutes, Trigger trigger = Trigger.AsksForPerson)
    {
        duty.Clock.Now = opened;
        var id = await duty.TicketAsync(because: new(trigger, CaseTopic.Order, "", 1, 1));
        duty.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await duty.Core.ChangeAsync(async change => Assert.Null((await change.Db.Set<Ticket>().FindAsync([id], Cancel))!.Answer(Guid.NewGuid(), change.Now)));
        return id;
    }

    // What was found is kept for a minute, so each question is asked later than the one before.
    private static async Task<TimeSpan?> AskAsync(DutyFixture duty, int hours = 4)
    {
        duty.Clock.Now = Tuesday9.AddHours(hours);
        return await duty.Core.ReadAsync(db => duty.Core.Get<TypicalWait>().RecentAsync(db, Cancel));
    }
}
