using System.Globalization;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Replies;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>What members ask for besides answering, on the phone.</summary>
public sealed class ThreadCommandTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string BoPhone = "34700000002";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_is_handed_over_with_a_word_to_the_one_who_is_named(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana Silva", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.StrangerAsync("Bosse Berg");
        await cosmo.SayAsync(Customer, Complaint);

        await cosmo.SayAsync(AnaPhone, "hand over to Carla", ThreadFixture.Notification);
        Assert.StartsWith("I know no colleague called “Carla”.", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "hand ovr to Bo", ThreadFixture.Notification);
        Assert.StartsWith("Did you mean “hand over to”?", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Null((await cosmo.AllTicketsAsync())[0].HolderId);

        await cosmo.SayAsync(AnaPhone, "Hand over to bo: she is a regular", ThreadFixture.Notification);
        Assert.Equal(bo, (await cosmo.AllTicketsAsync())[0].HolderId);
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Text == "#1 (María López) is with Bo now.");
        await using var db = cosmo.Read();
        Assert.Equal("she is a regular", (await db.Set<Note>().SingleAsync(Cancel)).Text);
        var told = (await cosmo.ToldAsync(bo)).FindAll(m => m.Kind is TeamMessageKind.Notification);
        Assert.Equal(2, told.Count);
        Assert.StartsWith("Ana Silva hands it over: “she is a regular”\n\n#1 · ", told[1].Text, StringComparison.Ordinal);
        Assert.Single(await cosmo.ToCustomersAsync());   // the acknowledgement
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_hands_over_to_somebody_who_is_not_there_is_told_until_when(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        var (bo, cy) = (await cosmo.StrangerAsync("Bo"), await cosmo.StrangerAsync("Cy"));
        await cosmo.ChangeAsync(async change =>
        {
            change.Db.Add(new HoursPlan { OwnerId = bo, Zone = "America/Bogota", Week = WeeklyHours.Office });   // a Monday at nine is four in the morning there
            Absence.Begin(change, (await change.Db.Set<Member>().FindAsync([cy], Cancel))!, null);
        });
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Hand over to Bo", ThreadFixture.Notification);
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Text.EndsWith("is with Bo now. Bo is not there before Mon 2 Mar 14:00.", StringComparison.Ordinal));
        await cosmo.ChangeAsync(async change => Assert.Null((await change.Db.Set<Ticket>().SingleAsync(Cancel)).Assign(ana)));
        await cosmo.SayAsync(AnaPhone, "#1 hand over to Cy", ThreadFixture.Notification);
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Text.EndsWith("is with Cy now. Cy is not there now.", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Outside_the_24_hours_the_word_of_a_hand_over_stands_in_the_template_and_without_one_it_is_said_who_it_was(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana Silva", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        var ticket = (await cosmo.AllTicketsAsync())[0];
        Assert.Null(await cosmo.Tickets.AssignAsync(ticket.Id, bo, ana, Cancel));
        await cosmo.SettleAsync();
        Assert.StartsWith("Ana Silva hands it over.\n\n#1 · ", await cosmo.LastToldAsync(bo), StringComparison.Ordinal);

        await cosmo.ApproveAsync(ThreadVoice.TicketTemplate, "en", "Ticket {{1}}: {{2}}", notification: true);
        Assert.Null(await cosmo.Tickets.AssignAsync(ticket.Id, ana, ana, Cancel));
        cosmo.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Null(await cosmo.Tickets.HandOverAsync(ticket.Id, bo, ana, "call her\nbefore noon", Cancel));
        await cosmo.SettleAsync();
        await using var db = cosmo.Read();
        var sent = (await db.Set<Outgoing>().Where(o => o.TeamMessageId != null).OrderBy(o => o.Id).ToListAsync(Cancel))
            .Select(o => WhatsAppSend.FromJson(o.Payload)).OfType<TemplateSend>().SelectMany(t => t.Body);
        Assert.Contains(sent, v => v.Text.StartsWith("María López · Ana Silva hands it over: “call her before noon” · ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_is_closed_with_a_reason_and_what_may_be_an_answer_neither_closes_nor_becomes_one(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone, "es");
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync("34600000002", Complaint);
        await cosmo.SayAsync("34600000003", Complaint);
        await cosmo.SayAsync(AnaPhone, "#1 Close the app and open it again", ThreadFixture.Notification);
        Assert.StartsWith("¿Querías decir “close: the app and open it again”?", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "#1 cerra: lo ha encontrado", ThreadFixture.Notification);
        await using (var db = cosmo.Read())
            Assert.Equal(0, await db.Set<Draft>().CountAsync(Cancel));
        Assert.All(await cosmo.AllTicketsAsync(), t => Assert.True(t.IsOpen));

        await cosmo.SayAsync(AnaPhone, "#1 cerrar: lo ha encontrado", ThreadFixture.Notification);
        Assert.Equal("#1 (María López) está cerrado: Lo ha encontrado", await cosmo.LastToldAsync(ana));
        await cosmo.SayAsync(AnaPhone, "cerrar #2 como spam", ThreadFixture.Notification);
        Assert.Equal("#2 (María López) está cerrado: spam", await cosmo.LastToldAsync(ana));
        await cosmo.SayAsync(AnaPhone, "#3 cerrar", ThreadFixture.Notification);
        Assert.Equal("#3 (María López) está cerrado.", await cosmo.LastToldAsync(ana));
        Assert.Equal(["Lo ha encontrado", "spam", "member"], (await cosmo.AllTicketsAsync()).Select(t => t.CloseReason));
        await using (var db = cosmo.Read())
            Assert.Equal(0, await db.Set<Draft>().CountAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_absence_with_an_end_ends_by_itself_and_only_once(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone, "es");   // a Monday at nine
        await cosmo.SayAsync(AnaPhone, "ausente hasta las 14:00", ThreadFixture.Notification);
        Assert.True((await MemberAsync(cosmo, ana)).IsAway);
        await cosmo.SayAsync(AnaPhone, "ausente hasta que pueda", ThreadFixture.Notification);
        Assert.StartsWith("No entendí hasta cuándo", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "ausente hasta mañana 7:30", ThreadFixture.Notification);

        cosmo.Clock.Now = cosmo.Clock.Now.Date + TimeSpan.FromHours(15);
        await cosmo.SettleAsync();
        Assert.True((await MemberAsync(cosmo, ana)).IsAway);
        cosmo.Clock.Now = new(cosmo.Clock.Now.UtcDateTime.Date.AddDays(1).AddHours(7.5), TimeSpan.Zero);
        await cosmo.SettleAsync();
        var member = await MemberAsync(cosmo, ana);
        Assert.Equal((false, null), (member.IsAway, member.AwayUntil));
        Assert.Single(await cosmo.ToldAsync(ana), m => m.Text.StartsWith("Has vuelto: tu ausencia terminó.", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Until_when_somebody_is_away_is_read_by_their_own_clock_and_a_zone_that_is_not_the_businesss_is_named(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.ChangeAsync(change =>
        {
            foreach (var (owner, zone) in new[] { (HoursPlan.Business, "Europe/Madrid"), (ana, "America/New_York") })
                change.Db.Add(new HoursPlan { OwnerId = owner, Zone = zone, Week = WeeklyHours.AroundTheClock });
            return Task.CompletedTask;
        });

        await cosmo.SayAsync(AnaPhone, "away until tomorrow 14:00", ThreadFixture.Notification);
        await cosmo.SayAsync(BoPhone, "away until tomorrow 14:00", ThreadFixture.Notification);
        Assert.Matches(@"^You are away until \w+ \d+ \w+ 14:00 \(America/New_York\)\.", await cosmo.LastToldAsync(ana));
        Assert.Matches(@"^You are away until \w+ \d+ \w+ 14:00\. ", await cosmo.LastToldAsync(bo));
        var (newYork, madrid) = ((await MemberAsync(cosmo, ana)).AwayUntil!.Value, (await MemberAsync(cosmo, bo)).AwayUntil!.Value);
        Assert.Equal(14, NodaTime.Instant.FromDateTimeOffset(newYork).InZone(TimeZones.Find("America/New_York")!).Hour);
        Assert.Equal(14, NodaTime.Instant.FromDateTimeOffset(madrid).InZone(TimeZones.Find("Europe/Madrid")!).Hour);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_draft_is_made_shorter_and_longer_by_a_word_and_never_sent_by_it(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Shorter", ThreadFixture.Notification);
        Assert.Equal("There is nothing waiting to be sent.", await cosmo.LastToldAsync(ana));
        await cosmo.SayAsync(AnaPhone, "Ask for their order number", ThreadFixture.Notification);
        var first = await cosmo.DraftAsync(ana);

        await cosmo.SayAsync(AnaPhone, "Change: shorter", ThreadFixture.Notification);
        var shorter = await cosmo.DraftAsync(ana);
        Assert.True(shorter.Text.Length < first.Text.Length, shorter.Text);
        Assert.Contains("número de pedido", shorter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hola", shorter.Text, StringComparison.Ordinal);

        await cosmo.PressAsync(AnaPhone, $"d:{shorter.Id}:change");
        await cosmo.SayAsync(AnaPhone, "add: Tell them we'll issue a full refund immediately.", ThreadFixture.Notification);
        var longer = await cosmo.DraftAsync(ana);
        Assert.Equal("Ask for their order number. Tell them we'll issue a full refund immediately.", longer.Words);
        Assert.Contains("Te reembolsaremos", longer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hola", longer.Text, StringComparison.Ordinal);

        await cosmo.SayAsync(AnaPhone, "change: more fromal", ThreadFixture.Notification);
        Assert.StartsWith("Did you mean “more formal”?", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "more formal", ThreadFixture.Notification);
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Text.Contains("Without an AI model I have only this one tone.", StringComparison.Ordinal));
        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Equal(DraftState.Open, (await cosmo.DraftAsync(ana)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_last_words_are_translated_or_it_is_said_that_they_cannot_be(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(Customer, "Zzyx blorp, gracias");
        await cosmo.SayAsync(AnaPhone, "translate", ThreadFixture.Notification);
        var told = await cosmo.LastToldAsync(ana);
        Assert.StartsWith("What María López wrote last (#1):", told, StringComparison.Ordinal);
        Assert.Contains("Zzyx blorp", told, StringComparison.Ordinal);
        Assert.EndsWith("I cannot translate all of it, so the rest stands as it was written.", told, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_shown_begins_with_the_ticket_in_short(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint + ". Es el #4711, de 49,90 €. ¿Cuándo llega?");
        await cosmo.SayAsync(AnaPhone, "show", ThreadFixture.Notification);
        var told = (await cosmo.LastToldAsync(ana)).Split('\n');
        Assert.StartsWith("📌 ", told[1], StringComparison.Ordinal);
        Assert.EndsWith(" · es · #4711 · 49,90 €", told[1], StringComparison.Ordinal);
        Assert.Equal("❓ ¿Cuándo llega?", told[2]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Forwarded_words_never_command(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Ask for a photo", ThreadFixture.Notification);
        foreach (var word in new[] { "close", "yes", "undo", "hand over to Ana", "away until 14:00", "change: shorter" })
            await cosmo.SayAsync(AnaPhone, word, ThreadFixture.Notification, forwarded: true);
        Assert.Equal(TicketState.Requested, (await cosmo.AllTicketsAsync())[0].State);
        Assert.False((await MemberAsync(cosmo, ana)).IsAway);
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Phones_show_customers_masked_when_the_settings_say_so(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.ChangeAsync(change =>
        {
            change.Db.Add(new Setting { Key = PhoneRules.MaskKey, Value = "true" });
            return Task.CompletedTask;
        });
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint + ", escríbame a maria.lopez@example.com o al +34 600 000 001");
        foreach (var command in new[] { "list", "show", "translate", "Ask for a photo" })
            await cosmo.SayAsync(AnaPhone, command, ThreadFixture.Notification);
        var told = await cosmo.ToldAsync(ana);
        Assert.Contains(told, m => m.Text.Contains("María L.", StringComparison.Ordinal) && m.Text.Contains("m•••@•••", StringComparison.Ordinal));
        Assert.DoesNotContain(told, m => m.Text.Contains("López", StringComparison.Ordinal) || m.Text.Contains("600", StringComparison.Ordinal) || m.Text.Contains("example.com", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_phone_that_was_silent_for_long_has_to_be_paired_anew(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        cosmo.Clock.Advance(TimeSpan.FromDays(PhoneRules.UsualSilentDays + 1));
        await cosmo.SayAsync(Customer, Complaint);
        Assert.DoesNotContain(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification);

        await cosmo.SayAsync(AnaPhone, "Ask for a photo", ThreadFixture.Notification);
        Assert.StartsWith("This phone was silent for a long time", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await using var db = cosmo.Read();
        Assert.Equal((0, 1), (await db.Set<Draft>().CountAsync(Cancel), await db.Set<PairedPhone>().CountAsync(p => p.SignedOutAt != null, Cancel)));
        await cosmo.SayAsync(AnaPhone, await cosmo.CodeAsync(ana), ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "Ask for a photo", ThreadFixture.Notification);
        Assert.Equal(DraftState.Open, (await cosmo.DraftAsync(ana)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_pairing_is_renewed_each_quarter_however_much_the_phone_is_used(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await LaterAsync(28);
        Assert.DoesNotContain("pairing", await NotifiedAsync(), StringComparison.Ordinal);
        await LaterAsync(28);
        await LaterAsync(28);
        Assert.EndsWith("make a new code in the browser, on the Team page, and send it here.", await NotifiedAsync(), StringComparison.Ordinal);

        cosmo.Clock.Advance(TimeSpan.FromDays(PhoneRules.UsualRenewDays - 84));
        var told = (await cosmo.ToldAsync(ana)).Count;
        await cosmo.SayAsync("34600000002", Complaint);
        Assert.Equal(told, (await cosmo.ToldAsync(ana)).Count);
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { TicketNumber: 2, Why: News.NoPhone });
        await cosmo.SayAsync(AnaPhone, "Ask for a photo", ThreadFixture.Notification);
        Assert.StartsWith("This phone was paired long ago", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await using (var db = cosmo.Read())
            Assert.Equal((0, 1), (await db.Set<Draft>().CountAsync(Cancel), await db.Set<PairedPhone>().CountAsync(p => p.SignedOutAt != null, Cancel)));

        await cosmo.SayAsync(AnaPhone, await cosmo.CodeAsync(ana), ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "list", ThreadFixture.Notification);
        Assert.Contains("#2", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);

        async Task LaterAsync(int days)
        {
            cosmo.Clock.Advance(TimeSpan.FromDays(days));
            await cosmo.SayAsync(AnaPhone, "help", ThreadFixture.Notification);
        }

        async Task<string> NotifiedAsync()
        {
            foreach (var open in (await cosmo.AllTicketsAsync()).Where(t => t.IsOpen))
                Assert.Null(await cosmo.Tickets.CloseAsync(open.Id, ana, "resolved", Cancel));
            await cosmo.SayAsync(Customer, Complaint);
            return (await cosmo.ToldAsync(ana)).Last(m => m.Kind is TeamMessageKind.Notification).Text;
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_phone_that_was_paired_long_before_pairings_ended_is_told_a_week_before(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        for (var month = 0; month < 4; month++)
        {
            cosmo.Clock.Advance(TimeSpan.FromDays(30));
            await cosmo.ChangeAsync(async change => (await change.Db.Set<PairedPhone>().SingleAsync(Cancel)).Heard(change.Now, null, null));
        }

        await cosmo.ChangeAsync(change =>
        {
            change.Db.Add(new Setting { Key = PhoneRules.RenewSinceKey, Value = change.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) });
            return Task.CompletedTask;
        });
        await cosmo.SayAsync(Customer, Complaint);
        var told = (await cosmo.ToldAsync(ana)).Last(m => m.Kind is TeamMessageKind.Notification);
        Assert.EndsWith("make a new code in the browser, on the Team page, and send it here.", told.Text, StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "list", ThreadFixture.Notification);
        Assert.Contains("#1", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);

        cosmo.Clock.Advance(PhoneRules.Notice);
        await cosmo.SayAsync(AnaPhone, "list", ThreadFixture.Notification);
        Assert.StartsWith("This phone was paired long ago", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_an_administrator_chose_so_a_pairing_never_ends(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.ChangeAsync(change =>
        {
            change.Db.Add(new Setting { Key = PhoneRules.RenewKey, Value = "0" });
            return Task.CompletedTask;
        });
        for (var month = 0; month < 8; month++)
        {
            cosmo.Clock.Advance(TimeSpan.FromDays(30));
            await cosmo.SayAsync(AnaPhone, "help", ThreadFixture.Notification);
        }

        await cosmo.SayAsync(Customer, Complaint);
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification && !m.Text.Contains("pairing", StringComparison.Ordinal));
    }

    private static async Task<Member> MemberAsync(ThreadFixture cosmo, Guid id)
    {
        await using var db = cosmo.Read();
        return await db.Set<Member>().SingleAsync(m => m.Id == id, Cancel);
    }
}
