using Cosmo.Core.Administration;
using Cosmo.Core.Assistant;
using Cosmo.Core.Channels;
using Cosmo.Core.Hours;
using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Notifications;
using Cosmo.Core.Questions;
using Cosmo.Core.Replies;
using Cosmo.Core.Review;
using Cosmo.Core.Routing;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Trials;
using Cosmo.Core.Work;
using Cosmo.Web.Live;
using Cosmo.Web.Webhooks;

namespace Cosmo.Web.Hosting;

/// <summary>The product's core in a web host: its services, its start, its doors for machines.</summary>
internal static class CosmoHost
{
    public static IServiceCollection AddCosmo(this IServiceCollection services, IConfiguration configuration) => services
        .AddLive()
        .AddStorage()
        .AddWork()
        .AddSettings()
        .AddTeam()
        .AddHours()
        .AddKnowledge()
        .AddChannels(configuration)
        .AddTickets()
        .AddAssistant()
        .AddTicketRouting()
        .AddReplies()
        .AddTeamThread()
        .AddNotifications(configuration)
        .AddInbox()
        .AddQuestions()
        .AddTrials()
        .AddReview()
        .AddAdministration()
        .AddSingleton<RefusalLog>()
        .AddSingleton(new WebhookRoom())
        .AddWorkers();

    /// <summary>Brings the database up to this program and connects our numbers; nothing is served before.</summary>
    public static async Task PrepareCosmoAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<DataFolderLock>().Take();
        await app.Services.GetRequiredService<DatabaseStartup>().PrepareAsync();
        await app.Services.GetRequiredService<FirstDepartments>().CreateAsync();
        await app.Services.GetRequiredService<ChannelDirectory>().ConnectAsync();
        await PhoneRules.BeginAsync(app.Services.GetRequiredService<Changes>());
        await app.Services.GetRequiredService<DigestPlan>().BeginAsync();
    }

    public static void MapCosmo(this WebApplication app)
    {
        app.MapHealth();
        app.MapLive();
        app.MapWhatsAppWebhook();
        app.MapKnowledge();
        app.MapPush();
    }
}
