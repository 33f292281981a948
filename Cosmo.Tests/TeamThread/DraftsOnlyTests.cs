using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>While the assistant only drafts, nothing of its own reaches a customer but by a member's yes.</summary>
public sealed class DraftsOnlyTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string BoPhone = "34700000002";
    private const string Question = "How long does delivery take?";
    private const string Answer = "Delivery takes 2 to 4 working days.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_would_be_answered_waits_on_the_phone_and_one_yes_sends_it_word_for_word(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Question);

        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        Assert.Equal((Trigger.DraftsOnly, TicketState.Requested), (ticket.Trigger, ticket.State));
        Assert.DoesNotContain(Answer, Assert.Single(await cosmo.ToCustomersAsync()), StringComparison.Ordinal);   // the acknowledgement
        var draft = await cosmo.DraftAsync(ana);
        Assert.Equal((DraftState.Open, Answer, "en", "built-in"), (draft.State, draft.Text, draft.Language, draft.Engine));
        var shown = Assert.Single(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Draft);
        Assert.Contains(Answer, shown.Text, StringComparison.Ordinal);
        Assert.Contains($"It stands on: {Question}", shown.Text, StringComparison.Ordinal);
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification && m.Text.Contains("say nothing by myself", StringComparison.Ordinal));

        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(Answer, (await cosmo.ToCustomersAsync())[^1]);
        await using var db = cosmo.Read();
        var message = await db.Set<Message>().SingleAsync(m => m.DraftId == draft.Id, Cancel);
        var entry = await db.Set<KnowledgeEntry>().SingleAsync(Cancel);
        Assert.Equal((Author.Member, Message.Hash(Answer), entry.Id.ToString()), (message.Author, message.TextHash, message.Sources));
        Assert.Equal(TicketState.Answered, (await cosmo.AllTicketsAsync())[0].State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_first_to_respond_wins_and_the_others_are_left_nothing_to_confirm(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Question);
        var (hers, his) = (await cosmo.DraftAsync(ana), await cosmo.DraftAsync(bo));
        Assert.Empty(await cosmo.Shown.OthersAsync(hers.ConversationId, ana, Cancel));   // nobody has begun anything
        Assert.NotNull(await cosmo.Prepared.WaitingAsync(his.ConversationId, bo, Cancel));

        await cosmo.PressAsync(AnaPhone, $"d:{hers.Id}:send:{hers.Revision}");
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
        Assert.Null(await cosmo.Prepared.WaitingAsync(his.ConversationId, bo, Cancel));
        Assert.Null(await cosmo.Shown.WaitingAsync(his.ConversationId, bo, Cancel));
        await cosmo.SayAsync(BoPhone, "yes", ThreadFixture.Notification);
        Assert.Equal("There is nothing waiting to be sent.", await cosmo.LastToldAsync(bo));
        await cosmo.PressAsync(BoPhone, $"d:{his.Id}:send:{his.Revision}");
        Assert.Contains("has answered #1 (María López) already", await cosmo.LastToldAsync(bo), StringComparison.Ordinal);
        Assert.Equal(TicketRefusals.HeldByAnother, await cosmo.Drafts.ConfirmAsync(his.Id, bo, his.Revision, acceptFindings: false, Cancel));
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_has_no_phone_makes_the_draft_in_the_browser(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        var ana = await cosmo.StrangerAsync("Ana");
        await cosmo.SayAsync(Customer, Question);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        var prepared = (await cosmo.Prepared.WaitingAsync(ticket.ConversationId, ana, Cancel))!;
        Assert.Equal((Answer, Question), (prepared.Text, Assert.Single(prepared.Sources).Question));

        var id = Guid.CreateVersion7();
        Assert.Null(await cosmo.Prepared.BeginAsync(id, prepared.Id, ana, Cancel));
        Assert.Null(await cosmo.Prepared.BeginAsync(Guid.CreateVersion7(), prepared.Id, ana, Cancel));   // pressed twice
        await cosmo.SettleAsync();
        var draft = (await cosmo.Shown.WaitingAsync(ticket.ConversationId, ana, Cancel))!;
        Assert.Equal((id, DraftState.Open, Answer, Question), (draft.Id, draft.State, draft.Text, Assert.Single(draft.Prepared!).Question));
        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Null(await cosmo.Drafts.ConfirmAsync(id, ana, draft.Revision, acceptFindings: false, Cancel));
        await cosmo.SettleAsync();
        Assert.Equal(Answer, (await cosmo.ToCustomersAsync())[^1]);
        Assert.Equal(DraftRefusals.NotWaiting, await cosmo.Prepared.BeginAsync(Guid.CreateVersion7(), prepared.Id, ana, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_customer_writes_meanwhile_holds_it_and_own_words_come_first(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Question);
        var draft = await cosmo.DraftAsync(ana);
        await cosmo.SayAsync(Customer, "I have moved, by the way");
        await cosmo.PressAsync(AnaPhone, $"d:{draft.Id}:send:{draft.Revision}");
        Assert.Contains("something new came in", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Single(await cosmo.ToCustomersAsync());

        await cosmo.SayAsync(AnaPhone, "Ask for the order number", ThreadFixture.Notification);
        var own = await cosmo.DraftAsync(ana);
        Assert.Null(own.PreparedId);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(own.Text, (await cosmo.ToCustomersAsync())[^1]);
        Assert.DoesNotContain(Answer, await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Asking_for_a_person_and_greeting_are_as_always_and_answering_returns_with_the_setting(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        await cosmo.SayAsync(Customer, "Hello");
        Assert.Equal(Acknowledgements.ForSmallTalk("en", Core.SmallTalk.Greeting, "María"), Assert.Single(await cosmo.ToCustomersAsync()));
        Assert.Empty(await cosmo.AllTicketsAsync());
        await cosmo.SayAsync("34600000002", "I want to talk to a human being, please");
        Assert.Equal(Trigger.AsksForPerson, Assert.Single(await cosmo.AllTicketsAsync()).Trigger);

        await ChooseAsync(cosmo, AssistantManner.Default);
        await cosmo.SayAsync(Customer, Question);
        Assert.Equal(Answer, (await cosmo.ToCustomersAsync())[^1]);
        await using var db = cosmo.Read();
        Assert.Empty(await db.Set<PreparedAnswer>().ToListAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Outside_the_members_window_it_is_shown_as_soon_as_they_press_the_button(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.ApproveAsync("cosmo_ticket", "en", "Ticket {{1}}: {{2}}", notification: true);
        cosmo.Clock.Advance(TimeSpan.FromHours(30));
        await cosmo.SayAsync(Customer, Question);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        Assert.DoesNotContain(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Draft);

        await cosmo.PressAsync(AnaPhone, $"t:{ticket.Id}");
        Assert.Contains(Answer, Assert.Single(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Draft).Text, StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(Answer, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_writes_in_a_language_that_is_not_chosen_gets_a_person_and_the_ticket_says_why(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider, AssistantManner.Default with { Languages = ["es"] });
        await cosmo.SayAsync(Customer, Question);
        Assert.Equal(Trigger.OtherLanguage, Assert.Single(await cosmo.AllTicketsAsync()).Trigger);
        Assert.DoesNotContain(Answer, Assert.Single(await cosmo.ToCustomersAsync()), StringComparison.Ordinal);

        await ChooseAsync(cosmo, AssistantManner.Default with { Languages = ["en", "es"] });
        await cosmo.SayAsync("34600000002", Question);
        Assert.Equal(Answer, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Fact]
    public void A_setting_that_cannot_be_read_says_nothing_by_itself()
    {
        Assert.Equal(AssistantManner.Default, AssistantManner.Read(null));
        var chosen = new AssistantManner(AssistantMode.Drafts, VoiceTone.Formal, "short", ["en"]);
        Assert.Equal(chosen, AssistantManner.Read(chosen.ToJson()));
        foreach (var broken in new[] { "", "null", "{}", """{"Mode":"Loud","Tone":"Neutral","Style":"","Languages":[]}""", """{"Mode":7,"Tone":"Neutral","Style":"","Languages":[]}""" })
            Assert.Equal(AssistantMode.Drafts, AssistantManner.Read(broken).Mode);
    }

    private static async Task<ThreadFixture> StartAsync(StorageProvider provider, AssistantManner? manner = null)
    {
        var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.ChangeAsync(change =>
        {
            change.Db.Add(KnowledgeEntry.Write(new(Question, Answer, "en", "Shop", true, false), change.Now));
            change.Tell(Topic.Knowledge);
            return Task.CompletedTask;
        });
        await ChooseAsync(cosmo, manner ?? AssistantManner.Default with { Mode = AssistantMode.Drafts });
        return cosmo;
    }

    private static Task ChooseAsync(ThreadFixture cosmo, AssistantManner manner) => cosmo.ChangeAsync(async change =>
    {
        await KeptSettings.KeepAsync(change, AssistantManner.Key, manner.ToJson(), Cancel);
        change.Tell(Topic.Assistant);
    });
}
