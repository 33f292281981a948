using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>Answers after the 24 hours, and the code of a phone that is paired already.</summary>
public sealed class ThreadTemplateTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Hola {{1}}: {{2}}.", "Hola {{2}} Ana: text.")]
    [InlineData("{{2}} {{1}} {{2}}", "text {{2}} Ana text")]
    [InlineData("{{3}} {{0}} {{1", "{{3}} {{0}} {{1")]
    public void A_value_that_looks_like_a_place_is_not_filled_again(string body, string filled) =>
        Assert.Equal(filled, AnswerForm.Fill(body, "{{2}} Ana", "text"));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_too_long_for_the_template_is_refused_before_anybody_confirms_it(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await StuckAsync(cosmo, template: "Hola {{1}}: {{2}} " + new string('x', 1000));
        Assert.Contains("more than the 1,024 characters", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.True((await cosmo.DraftAsync(ana)).IsTooLongForTemplate);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, null)]
    [InlineData(StorageProvider.Postgres, null)]
    [InlineData(StorageProvider.Sqlite, "Hola {{1}}: {{2}} ")]
    public async Task What_no_template_carried_leaves_as_free_text_once_the_customer_has_written(StorageProvider provider, string? template)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await StuckAsync(cosmo, template is null ? null : template + new string('x', 1000));
        var stuck = await cosmo.DraftAsync(ana);
        Assert.True(stuck.IsStuckAtTemplate);
        await cosmo.SayAsync(Customer, "¿Hola?");

        await cosmo.PressAsync(AnaPhone, $"d:{stuck.Id}:as-written");
        var free = await cosmo.DraftAsync(ana);
        Assert.Equal((stuck.Id, DraftState.Open, "es", null), (free.Id, free.State, free.Language, free.Template));
        Assert.NotEqual(Instruction, free.Text);   // what was composed for the customer, not the member's own words
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);   // the customer has written since it was made: shown first
        Assert.Single(await cosmo.ToCustomersAsync());
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(free.Text, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_code_from_a_paired_phone_pairs_it_again_and_is_no_reply(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        var code = await cosmo.CodeAsync(ana);
        await cosmo.SayAsync(AnaPhone, code, ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, code, ThreadFixture.Notification);   // sent twice by hand

        await using var db = cosmo.Read();
        Assert.Empty(await db.Set<Draft>().ToListAsync(Cancel));
        Assert.Equal([AnaPhone], await db.Set<PairedPhone>().Where(p => p.SignedOutAt == null).Select(p => p.Phone).ToListAsync(Cancel));
        Assert.Equal(2, await db.Set<PairedPhone>().CountAsync(Cancel));
        Assert.Equal((await cosmo.ToldAsync(ana))[0].Text, await cosmo.LastToldAsync(ana));

        await cosmo.SayAsync(AnaPhone, "123456", ThreadFixture.Notification);
        Assert.Equal("123456", Assert.Single(await db.Set<Draft>().ToListAsync(Cancel)).Words);   // an order number is a reply

        // The phone goes to a colleague: it is theirs from now on, and Ana's no longer.
        var bo = await cosmo.StrangerAsync("Bo");
        await cosmo.SayAsync(AnaPhone, $"My code is {await cosmo.CodeAsync(bo)}", ThreadFixture.Notification);
        Assert.Equal([bo], await db.Set<PairedPhone>().Where(p => p.SignedOutAt == null).Select(p => p.MemberId).ToListAsync(Cancel));
    }

    private static async Task<Guid> StuckAsync(ThreadFixture cosmo, string? template)
    {
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        if (template is not null)
        {
            await cosmo.ChangeAsync(async change =>
            {
                var account = await change.Db.Set<ChannelAccount>().SingleAsync(a => a.Purpose == AccountPurpose.Business, Cancel);
                var row = Template.Of(account.Id, AnswerForm.AnswerTemplate, "es");
                (row.State, row.Body) = ("APPROVED", template);
                change.Db.Add(row);
            });
        }

        cosmo.Clock.Advance(ServiceWindow.Length);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        Assert.Equal(DraftState.Stuck, (await cosmo.DraftAsync(ana)).State);
        return ana;
    }
}
