using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Channels;

public static class ChannelsRegistration
{
    /// <summary>Registers our numbers, what comes in on them, and what leaves.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ChannelOptions>, ChannelOptionsValidator>();
        services.AddOptions<ChannelOptions>().BindConfiguration("Channels").ValidateOnStart();
        return services
            .AddWhatsApp(configuration)
            .AddSingleton<ChannelDirectory>()
            .AddSingleton<TemplateSync>()
            .AddHostedService(p => p.GetRequiredService<TemplateSync>())
            .AddSingleton<WebhookIntake>()
            .AddSingleton<UncertainSends>()
            .AddWork<CustomerMessages>()
            .AddWork<Statuses>()
            .AddWork<Notices>()
            .AddWork<Quarantine>()
            .AddExternalWork<Sending>()
            .AddExternalWork<TemplateRefresh>()
            .AddExternalWork<ReadMarks>();
    }
}
