using Cosmo.Core;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>A member confirms what they were shown, and nothing that came after it.</summary>
public sealed class ShownPictureTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageProvider.Sqlite, "d:{0}:send")]   // a button from before buttons said which picture they belong to
    [InlineData(StorageProvider.Postgres, "d:{0}:anyway")]
    [InlineData(StorageProvider.Sqlite, "d:{0}:send:{1}")]
    [InlineData(StorageProvider.Postgres, "d:{0}:anyway:{1}")]
    [InlineData(StorageProvider.Sqlite, null)]
    public async Task An_old_yes_on_the_phone_shows_the_present_words_and_sends_nothing(StorageProvider provider, string? button)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, shown) = await DraftedAsync(cosmo);
        await cosmo.ChangeAsync(async change =>
        {
            var draft = await change.Db.Set<Draft>().SingleAsync(Cancel);
            draft.Reopen();
            draft.Compose("Otras palabras.", "es", null, "test", []);
        });

        if (button is null)
            await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        else
            await cosmo.PressAsync(AnaPhone, string.Format(null, button, shown.Id, shown.Revision));

        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Contains("nothing was sent", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Contains("Otras palabras.", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.PressAsync(AnaPhone, $"d:{shown.Id}:send:{(await cosmo.DraftAsync(ana)).Revision}");
        Assert.Equal("Otras palabras.", (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_yes_that_quotes_an_older_picture_sends_nothing(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, _) = await DraftedAsync(cosmo);
        var first = (await cosmo.ToldAsync(ana))[^1];
        await cosmo.SayAsync(Customer, "¿Hola?");
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);   // held: the news are shown, with another picture
        var second = (await cosmo.ToldAsync(ana))[^1];

        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification, quoting: first.ProviderId);
        Assert.Single(await cosmo.ToCustomersAsync());
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification, quoting: second.ProviderId);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, "yes", "yes")]
    [InlineData(StorageProvider.Postgres, "yes", "yes")]
    [InlineData(StorageProvider.Sqlite, "yes", "send anyway")]
    public async Task A_second_yes_in_a_row_does_not_send_the_template_that_the_first_one_made(StorageProvider provider, string first, string second)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, _) = await DraftedAsync(cosmo);
        await cosmo.ApproveAsync(AnswerForm.AnswerTemplate, "es", "Hola {{1}}: {{2}} ¡Gracias!");
        cosmo.Clock.Advance(ServiceWindow.Length);
        await cosmo.SayAsync(AnaPhone, "list", ThreadFixture.Notification);   // her own 24 hours begin anew

        await cosmo.SayTogetherAsync(AnaPhone, ThreadFixture.Notification, first, second);

        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Contains("nothing was sent", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        var template = await cosmo.DraftAsync(ana);
        Assert.NotNull(template.Template);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);   // now it is on the phone
        Assert.Equal(template.Text, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_second_yes_in_a_row_does_not_pass_over_the_news_that_the_first_one_brought(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, _) = await DraftedAsync(cosmo);
        await cosmo.SayAsync(Customer, "Ya no lo quiero");

        await cosmo.SayTogetherAsync(AnaPhone, ThreadFixture.Notification, "yes", "send anyway");

        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Contains(await cosmo.ToldAsync(ana), told => told.Text.Contains("Ya no lo quiero", StringComparison.Ordinal));
        Assert.Contains("nothing was sent", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_yes_written_before_the_picture_came_means_the_one_before_however_late_it_is_here(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, _) = await DraftedAsync(cosmo);
        await cosmo.SayAsync(Customer, "Ya no lo quiero");
        var written = cosmo.Clock.Now;
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);

        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification, at: written - TimeSpan.FromSeconds(1));

        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Contains(await cosmo.ToldAsync(ana), told => told.Text.Contains("Ya no lo quiero", StringComparison.Ordinal));
        Assert.Contains("nothing was sent", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_second_click_does_not_send_the_template_that_the_first_one_made(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, shown) = await DraftedAsync(cosmo);
        await cosmo.ApproveAsync(AnswerForm.AnswerTemplate, "es", "Hola {{1}}: {{2}} ¡Gracias!");
        cosmo.Clock.Advance(ServiceWindow.Length);

        Assert.Equal(DraftRefusals.WindowClosed, await ConfirmAsync(cosmo, shown));
        Assert.Equal(DraftRefusals.Changed, await ConfirmAsync(cosmo, shown));
        var template = await cosmo.DraftAsync(ana);
        Assert.NotNull(template.Template);
        Assert.Null(await ConfirmAsync(cosmo, template));
        Assert.Equal(DraftRefusals.AlreadySent, await ConfirmAsync(cosmo, template));
        Assert.Equal(template.Text, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_came_in_after_the_news_were_shown_holds_again(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, shown) = await DraftedAsync(cosmo);
        await cosmo.SayAsync(Customer, "¿Hola?");
        Assert.Equal(DraftRefusals.SomethingNew, await ConfirmAsync(cosmo, shown));
        var first = await ViewAsync(cosmo, shown);
        Assert.Equal("¿Hola?", Assert.Single(first.News).Text);

        await cosmo.SayAsync(Customer, "Ya no lo quiero");   // while the member reads

        Assert.Equal(DraftRefusals.SomethingNew, await cosmo.Drafts.ShowNewsAsync(shown.Id, ana, first.NewsUntil, Cancel));
        var second = await ViewAsync(cosmo, shown);
        Assert.Equal((DraftState.Held, "Ya no lo quiero"), (second.State, Assert.Single(second.News).Text));
        Assert.Null(await cosmo.Drafts.ShowNewsAsync(shown.Id, ana, second.NewsUntil, Cancel));
        Assert.Null(await ConfirmAsync(cosmo, await cosmo.DraftAsync(ana)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task More_news_than_are_shown_at_once_hold_again(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, shown) = await DraftedAsync(cosmo);
        await cosmo.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync(Cancel);
            for (var i = 1; i <= 23; i++)
                change.Db.Add(conversation.Receive(new($"wamid.many{i}", change.Now, MessageKind.Text, $"({i})")));
        });
        Assert.Equal(DraftRefusals.SomethingNew, await ConfirmAsync(cosmo, shown));
        var first = await ViewAsync(cosmo, shown);
        Assert.Equal(("(1)", "(20)"), (first.News[0].Text, first.News[^1].Text));
        Assert.Equal(DraftRefusals.SomethingNew, await cosmo.Drafts.ShowNewsAsync(shown.Id, ana, first.NewsUntil, Cancel));
        var second = await ViewAsync(cosmo, shown);
        Assert.Equal(["(21)", "(22)", "(23)"], second.News.Select(n => n.Text));
        Assert.Null(await cosmo.Drafts.ShowNewsAsync(shown.Id, ana, second.NewsUntil, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task News_that_find_no_place_in_the_threads_message_hold_again(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, _) = await DraftedAsync(cosmo);
        await cosmo.SayAsync(Customer, "¿Primero? " + new string('a', 400));
        await cosmo.SayAsync(Customer, "¿Segundo? " + new string('b', 400));

        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        var first = await cosmo.LastToldAsync(ana);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        var second = await cosmo.LastToldAsync(ana);

        Assert.Contains("Primero", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Segundo", first, StringComparison.Ordinal);
        Assert.Contains("Segundo", second, StringComparison.Ordinal);
        Assert.DoesNotContain("Primero", second, StringComparison.Ordinal);
        Assert.Single(await cosmo.ToCustomersAsync());
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_leaves_in_the_name_of_whoever_left_meanwhile(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, shown) = await DraftedAsync(cosmo);
        await cosmo.ChangeAsync(async change => (await change.Db.Set<Member>().SingleAsync(m => m.Id == ana, Cancel)).IsActive = false);

        Assert.Equal(TeamRefusals.NotMember, await ConfirmAsync(cosmo, shown));   // a page that is still open
        await cosmo.PressAsync(AnaPhone, $"d:{shown.Id}:send:{shown.Revision}");
        Assert.Single(await cosmo.ToCustomersAsync());
        await cosmo.ChangeAsync(async change => Assert.Equal(TeamRefusals.NotMember, await DraftDesk.ConfirmAsync(
            change, await change.Db.Set<Draft>().SingleAsync(Cancel), await change.Db.Set<Conversation>().SingleAsync(Cancel), ana, shown.Revision, acceptFindings: true, Cancel)));
    }

    private static async Task<(Guid Ana, Draft Shown)> DraftedAsync(ThreadFixture cosmo)
    {
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        return (ana, await cosmo.DraftAsync(ana));
    }

    private static Task<Refusal?> ConfirmAsync(ThreadFixture cosmo, Draft shown) =>
        cosmo.Drafts.ConfirmAsync(shown.Id, shown.MemberId, shown.Revision, acceptFindings: true, Cancel);

    private static async Task<DraftView> ViewAsync(ThreadFixture cosmo, Draft draft)
    {
        var view = await cosmo.Shown.WaitingAsync(draft.ConversationId, draft.MemberId, Cancel);
        Assert.NotNull(view);
        return view;
    }
}
