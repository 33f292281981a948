using Cosmo.Core.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications.Push;

internal static class PushRegistration
{
    public static IServiceCollection AddPush(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PushOptions>().Bind(configuration.GetSection("Push")).PostConfigure(push => push.Contact ??= PushOptions.Known(configuration)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<PushOptions>, PushOptionsValidator>()
            .AddSingleton<PushKeys>()
            .AddSingleton<PushService>()
            .AddSingleton<PushDesk>()
            .AddWork<PushLeaving>()
            .AddWork<PushMissing>()
            .AddExternalWork<Pushing>();
    }
}
