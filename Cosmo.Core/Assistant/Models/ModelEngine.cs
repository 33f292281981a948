using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Assistant.Models;

/// <summary>Puts a model in front of the built-in engine where the settings name one.</summary>
public static class ModelEngine
{
    /// <summary>Registers the three jobs of the assistant, done by a model or by the built-in engine, as the section "Assistant" says.</summary>
    /// <typeparam name="TUnderstanding">The built-in reader, registered as itself.</typeparam>
    /// <typeparam name="TComposer">The built-in composer, registered as itself.</typeparam>
    /// <typeparam name="TTranslator">The built-in translator, registered as itself.</typeparam>
    public static IServiceCollection AddModelEngine<TUnderstanding, TComposer, TTranslator>(this IServiceCollection services)
        where TUnderstanding : class, IUnderstanding
        where TComposer : class, IComposer
        where TTranslator : class, ITranslator
    {
        services.AddOptions<AssistantOptions>().BindConfiguration(AssistantOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AssistantOptions>, AssistantOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(p =>
        {
            var options = p.GetRequiredService<IOptions<AssistantOptions>>().Value;
            var client = ChatClients.Create(options)
                ?? throw new InvalidOperationException("The built-in engine needs no model: Assistant:Provider names none.");
            return new LanguageModel(
                client, options.Model!, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<LanguageModel>>(),
                p.GetService<ModelBudget>(), p.GetService<ModelWatch>());
        });

        services.AddSingleton(p => new ModelCounsel(HasModel(p) ? p.GetRequiredService<LanguageModel>() : null, p.GetRequiredService<TUnderstanding>()));
        services.AddSingleton<IUnderstanding>(p => p.GetRequiredService<TUnderstanding>() is var builtIn && HasModel(p)
            ? new ModelUnderstanding(p.GetRequiredService<LanguageModel>(), builtIn) : builtIn);
        services.AddSingleton<IComposer>(p => p.GetRequiredService<TComposer>() is var builtIn && HasModel(p)
            ? new ModelComposer(p.GetRequiredService<LanguageModel>(), builtIn, p.GetRequiredService<TUnderstanding>()) : builtIn);
        services.AddSingleton<ITranslator>(p => p.GetRequiredService<TTranslator>() is var builtIn && HasModel(p)
            ? new ModelTranslator(p.GetRequiredService<LanguageModel>(), builtIn, p.GetRequiredService<TUnderstanding>()) : builtIn);
        return services;
    }

    private static bool HasModel(IServiceProvider services) =>
        services.GetRequiredService<IOptions<AssistantOptions>>().Value.Provider is not AssistantProvider.BuiltIn;
}
