using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Channels;

/// <summary>A refusal of Meta's may tell more than that this one message did not go.</summary>
public sealed class FailureEffectsTests
{
    public static TheoryData<StorageProvider, int, string> Refusals => new(
        from provider in Enum.GetValues<StorageProvider>()
        from refusal in new[] { (132015, "PAUSED"), (132016, "DISABLED"), (132001, "MISSING"), (132000, "APPROVED"), (131026, "APPROVED") }
        select (provider, refusal.Item1, refusal.Item2));

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_template_that_Meta_stopped_is_not_offered_again(StorageProvider provider, int code, string state)
    {
        await using var core = await RefusingAsync(provider, code);
        await core.ChangeAsync(change =>
        {
            var template = Template.Of(core.Business.Id, "cosmo_answer", "es");
            template.State = "APPROVED";
            change.Db.Add(template);
            return Task.CompletedTask;
        });
        await SendAsync(core, new TemplateSend("cosmo_answer", "es", [new("María"), new("Hola")], Rendered: "Hola") { To = new("34600000001", null) });
        Assert.Equal(state, Assert.Single(await core.AllAsync<Template>()).State);
        Assert.Equal(Delivery.Failed, Assert.Single(await core.AllAsync<Outgoing>()).Delivery);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_wants_no_marketing_is_remembered(StorageProvider provider)
    {
        await using var core = await RefusingAsync(provider, 131050);
        await SendAsync(core, new TextSend("Hola") { To = new("34600000001", null) });
        Assert.True(Assert.Single(await core.AllAsync<Contact>()).RefusesMarketing);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_window_that_Meta_calls_closed_is_closed_until_the_customer_writes_again(StorageProvider provider)
    {
        await using var core = await RefusingAsync(provider, 131047);
        await SendAsync(core, new TextSend("Hola") { To = new("34600000001", null) }, writtenBefore: TimeSpan.FromHours(3));
        Assert.Equal("window-closed", Assert.Single(await core.AllAsync<Outgoing>()).Error);
        var closed = Assert.Single(await core.AllAsync<Conversation>());
        Assert.False(closed.Window.IsOpen(core.Clock.Now));
        Assert.False((await core.Get<InboxQueries>().PageAsync(InboxView.All, Guid.Empty, null, TestContext.Current.CancellationToken)).Rows.Single().Window.IsOpen(core.Clock.Now));
        Assert.False((await core.Get<ThreadQueries>().HeadAsync(closed.Id, TestContext.Current.CancellationToken))!.Window.IsOpen(core.Clock.Now));

        await core.ChangeAsync(async change => change.Db.Add((await change.Db.Set<Conversation>().SingleAsync())
            .Receive(new("wamid.again", change.Now, Core.Conversations.MessageKind.Text, "Sigo aquí"))));
        Assert.True(Assert.Single(await core.AllAsync<Conversation>()).Window.IsOpen(core.Clock.Now));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_customer_wrote_after_the_refused_send_keeps_the_window_open(StorageProvider provider)
    {
        await using var core = await RefusingAsync(provider, 131047);
        await SendAsync(core, new TextSend("Hola") { To = new("34600000001", null) }, writtenBefore: TimeSpan.FromMinutes(-1));
        Assert.Equal("window-closed", Assert.Single(await core.AllAsync<Outgoing>()).Error);
        Assert.True(Assert.Single(await core.AllAsync<Conversation>()).Window.IsOpen(core.Clock.Now));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_people_complained_templates_rest_and_answers_go_on(StorageProvider provider)
    {
        await using var core = await RefusingAsync(provider, 131048);
        await SendAsync(core, AnswerForm("34600000001"));
        var account = Assert.Single(await core.AllAsync<ChannelAccount>(), a => a.Id == core.Business.Id);
        Assert.Equal((null, core.Clock.Now + TimeSpan.FromHours(1)), (account.PausedUntil, account.TemplatesPausedUntil));

        var taken = 0;
        core.Host.Before = async context =>
        {
            await context.Response.WriteAsJsonAsync(new { messaging_product = "whatsapp", messages = new[] { new { id = $"wamid.taken{Interlocked.Increment(ref taken)}" } } });
            return true;
        };
        await SendAsync(core, new TextSend("Hola") { To = new("34600000002", null) });
        await SendAsync(core, AnswerForm("34600000003"));
        Assert.Equal(1, taken);
        Assert.Equal([Delivery.Queued, Delivery.Sent, Delivery.Queued], (await core.AllAsync<Outgoing>()).OrderBy(o => o.Id).Select(o => o.Delivery));

        core.Clock.Advance(TimeSpan.FromHours(1));
        await core.RunAsync();
        Assert.All(await core.AllAsync<Outgoing>(), o => Assert.Equal(Delivery.Sent, o.Delivery));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, 131048, Trouble.Complaints)]
    [InlineData(StorageProvider.Postgres, 131048, Trouble.Complaints)]
    [InlineData(StorageProvider.Sqlite, 131064, Trouble.Misuse)]
    [InlineData(StorageProvider.Postgres, 131064, Trouble.Misuse)]
    public async Task A_rest_that_a_person_can_do_something_about_is_told_once_and_again_after_a_quiet_day(StorageProvider provider, int code, string what)
    {
        await using var core = await RefusingAsync(provider, code);
        await core.ChangeAsync(async change => await QueueAsync(core, change, AnswerForm("34600000001")));
        await SendAsync(core, AnswerForm("34600000002"));   // both are refused at the same moment
        Assert.Equal(what, Assert.Single(await core.AllAsync<ChannelNotice>()).Field);

        core.Clock.Advance(TimeSpan.FromHours(1));
        await core.RunAsync();   // refused again: the same trouble
        Assert.Single(await core.AllAsync<ChannelNotice>());

        core.Clock.Advance(TimeSpan.FromDays(2));
        await core.RunAsync();
        Assert.Equal(2, (await core.AllAsync<ChannelNotice>()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_rest_that_only_passes_is_told_to_nobody_and_sets_no_stopped_number_free(StorageProvider provider)
    {
        await using var core = await RefusingAsync(provider, 80007);
        await SendAsync(core, AnswerForm("34600000001"));
        Assert.Empty(await core.AllAsync<ChannelNotice>());

        var stopped = core.Clock.Now.AddYears(5);
        await core.ChangeAsync(async change =>
        {
            (await change.Db.Set<ChannelAccount>().SingleAsync(a => a.Id == core.Business.Id)).Pause(stopped, "token");
            await Pausing.ApplyAsync(change, core.Business.Id, new(new(80007, "too often", null, 400, null, null, GraphErrors.Classify(80007))));
        });
        Assert.Equal((stopped, "token"), Assert.Single(await core.AllAsync<ChannelAccount>(), a => a.Id == core.Business.Id) is var account ? (account.PausedUntil, account.PauseReason) : default);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_status_says_of_the_whole_number_stops_it_as_a_refusal_would_unless_it_is_old(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider, services => services.AddInbox());
        core.Host.Before = async context =>
        {
            await context.Response.WriteAsJsonAsync(new { messaging_product = "whatsapp", messages = new[] { new { id = Webhook.NewId() } } });
            return true;
        };
        await SendAsync(core, new TextSend("Hola") { To = new("34600000001", null) });
        await FailAsync(core, 131042, core.Clock.Now);

        Assert.Equal(GraphErrors.Classify(131042).Key, (await AccountAsync(core)).PauseReason);
        Assert.Equal(Trouble.Number, Assert.Single(await core.AllAsync<ChannelNotice>()).Field);

        // Mended; what was said of the time before does not stop it again.
        await core.ChangeAsync(async change => (await change.Db.Set<ChannelAccount>().SingleAsync(a => a.Id == core.Business.Id)).Resume());
        await SendAsync(core, new TextSend("Hola") { To = new("34600000002", null) });
        await FailAsync(core, 131042, core.Clock.Now - TimeSpan.FromHours(1));

        Assert.Null((await AccountAsync(core)).PausedUntil);
        Assert.All(await core.AllAsync<Outgoing>(), o => Assert.Equal(Delivery.Failed, o.Delivery));
    }

    private static async Task<ChannelAccount> AccountAsync(CoreFixture core) => Assert.Single(await core.AllAsync<ChannelAccount>(), a => a.Id == core.Business.Id);

    private static async Task FailAsync(CoreFixture core, int code, DateTimeOffset at)
    {
        var sent = (await core.AllAsync<Outgoing>()).MaxBy(o => o.Id)!;
        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, Webhook.Status(sent.ProviderId!, "failed", at, sent.Id.ToString(), code)));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, 132000)]
    [InlineData(StorageProvider.Postgres, 132001)]
    public async Task A_template_that_does_not_fit_makes_the_list_be_read_again(StorageProvider provider, int code)
    {
        await using var core = await RefusingAsync(provider, code);
        var refuses = core.Host.Before!;
        core.Host.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/message_templates", StringComparison.Ordinal))
                return await refuses(context);
            await context.Response.WriteAsJsonAsync(new { data = new[] { new { id = "1", name = "cosmo_answer", language = "es", status = "REJECTED", category = "UTILITY", components = Array.Empty<object>() } } });
            return true;
        };
        await core.ChangeAsync(change =>
        {
            var template = Template.Of(core.Business.Id, "cosmo_answer", "es");
            template.State = "APPROVED";
            change.Db.Add(template);
            return Task.CompletedTask;
        });
        await SendAsync(core, AnswerForm("34600000001"));

        Assert.Equal("REJECTED", Assert.Single(await core.AllAsync<Template>()).State);
    }

    private static TemplateSend AnswerForm(string phone) => new("cosmo_answer", "es", [new("María"), new("Hola")], Rendered: "Hola") { To = new(phone, null) };

    private static async Task<CoreFixture> RefusingAsync(StorageProvider provider, int code)
    {
        var core = await CoreFixture.CreateAsync(provider, services => services.AddInbox());
        core.Host.Before = async context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = new { message = "refused", code, error_data = new { details = "because" } } });
            return true;
        };
        return core;
    }

    private static async Task SendAsync(CoreFixture core, WhatsAppSend send, TimeSpan? writtenBefore = null)
    {
        await core.ChangeAsync(change => QueueAsync(core, change, send, writtenBefore));
        await core.RunAsync();
    }

    private static async Task QueueAsync(CoreFixture core, Core.Work.Change change, WhatsAppSend send, TimeSpan? writtenBefore = null)
    {
        var contact = await Reception.RecogniseAsync(change, new(core.Business.Id, null, send.To.Phone, "María", null), CancellationToken.None);
        var conversation = Conversation.Start(contact.Id, core.Business.Id, change.Now);
        if (writtenBefore is { } before)
            change.Db.Add(conversation.Receive(new("wamid.first", change.Now - before, Core.Conversations.MessageKind.Text, "Hola?")));
        var message = conversation.Say(new(Author.Assistant, "Hola", "es"), change.Now);
        change.Db.AddRange(conversation, message);
        Outbox.Queue(change, message, send);
    }
}
