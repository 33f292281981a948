using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications;

public static class NotificationsRegistration
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).PostConfigure(mail => mail.PublicAddress ??= configuration["PublicUrl"]).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>()
            .AddSingleton<Mailer>()
            .AddSingleton<NotificationDesk>()
            .AddSingleton<NotificationQueries>()
            .AddSingleton<FreshNotices>()
            .AddWork<HearingNews>()
            .AddWork<LosingNews>()
            .AddWork<Gathering>()
            .AddSingleton<DigestPlan>()
            .AddSingleton<IWorkHandler>(p => p.GetRequiredService<DigestPlan>())
            .AddWork<DigestDue>()
            .AddWork<GatheringDue>()
            .AddWork<TellingDigest>()
            .AddWork<Mentions>()
            .AddWork<Troubles>()
            .AddWork<TellingTrouble>()
            .AddExternalWork<Mailing>()
            .AddPush(configuration);
    }
}
