using Cosmo.Core;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Assistant;

/// <summary>What a customer who needs a person is told while those who would answer are not there.</summary>
public sealed class ClosedHoursTests
{
    private const string Monday = "open again on Monday at 9:00.";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_customer_is_told_when_the_department_of_their_topic_opens(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var repairs = Department.Create("Repairs", "", false, CaseTopic.Damaged);
        await core.ChangeAsync(change =>
        {
            change.Db.AddRange(repairs, Department.Create("Everything", "", true),
                new HoursPlan { OwnerId = repairs.Id, Zone = "America/Bogota", Week = WeeklyHours.Office });
            return Task.CompletedTask;
        });
        core.Clock.Now = new(2026, 3, 7, 15, 0, 0, TimeSpan.Zero);   // a Saturday

        Assert.EndsWith(Monday, await ToldAsync(core, DefaultSandboxCast.Maria, "My lamp arrived broken"), StringComparison.Ordinal);
        // The fallback has no hours: it is open.
        Assert.DoesNotContain("closed", await ToldAsync(core, DefaultSandboxCast.Tom, "I want to talk to a human being, please"), StringComparison.Ordinal);
        core.Clock.Now = new(2026, 3, 9, 14, 0, 0, TimeSpan.Zero);   // nine o'clock in Bogotá
        Assert.DoesNotContain("closed", await ToldAsync(core, DefaultSandboxCast.Aylin, "My lamp arrived broken"), StringComparison.Ordinal);
        Assert.Equal([CaseTopic.Damaged, CaseTopic.General, CaseTopic.Damaged], (await core.AllAsync<Ticket>()).OrderBy(t => t.Number).Select(t => t.Topic));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_departments_the_hours_of_the_business_count(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        await core.ChangeAsync(change =>
        {
            change.Db.Add(new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Europe/Madrid", Week = WeeklyHours.Office });
            return Task.CompletedTask;
        });
        core.Clock.Now = new(2026, 3, 7, 15, 0, 0, TimeSpan.Zero);

        Assert.EndsWith(Monday, await ToldAsync(core, DefaultSandboxCast.Tom, "I want to talk to a human being, please"), StringComparison.Ordinal);
    }

    // The customer is told of those who will answer: a rule goes before the topic, so its department's hours count.
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_a_rule_names_the_department_its_hours_count_and_not_the_topics(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var (repairs, claims) = (Department.Create("Repairs", "", false, CaseTopic.Damaged), Department.Create("Claims", "", false));
        await core.ChangeAsync(change =>
        {
            change.Db.AddRange(repairs, claims, Department.Create("Everything", "", true),
                new HoursPlan { OwnerId = claims.Id, Zone = "America/Bogota", Week = WeeklyHours.Office },
                new EscalationRule { Phrase = "lawyer", DepartmentId = claims.Id, Topic = CaseTopic.Damaged });
            return Task.CompletedTask;
        });
        core.Clock.Now = new(2026, 3, 7, 15, 0, 0, TimeSpan.Zero);   // a Saturday: repairs are there, claims are not

        Assert.EndsWith(Monday, await ToldAsync(core, DefaultSandboxCast.Maria, "My lawyer wants to hear about the lamp"), StringComparison.Ordinal);
        Assert.Equal(claims.Id, Assert.Single(await core.AllAsync<Ticket>()).DepartmentId);
        Assert.DoesNotContain("closed", await ToldAsync(core, DefaultSandboxCast.Tom, "My lamp arrived broken"), StringComparison.Ordinal);
    }

    private static async Task<string> ToldAsync(CoreFixture core, SandboxPerson person, string text)
    {
        var before = (await core.AllAsync<Message>()).Select(m => m.Id).ToHashSet();
        core.Graph.Say(person.UserId, core.Business.PhoneNumberId, text);
        await core.ReceiveAsync(Webhook.FromCustomer(person, core.Business.PhoneNumberId, text, core.Clock.Now));
        return Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant && !before.Contains(m.Id)).Text;
    }
}
