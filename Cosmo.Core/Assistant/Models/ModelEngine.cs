using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Assistant.Models;

/// <summary>Puts a model in front of the built-in engine where one is chosen.</summary>
public static class ModelEngine
{
    /// <summary>Registers the three jobs of the assistant, done by a model or by the built-in engine, whichever is chosen at the moment.</summary>
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
        services.AddSingleton<EngineSettings>();
        services.AddSingleton<ModelBudget>();
        services.AddSingleton<EngineRoom>();
        services.AddSingleton<EngineProbe>();
        services.AddSingleton(p => new ModelCounsel(p.GetRequiredService<EngineRoom>().ModelAsync, p.GetRequiredService<TUnderstanding>()));
        services.AddSingleton<IUnderstanding>(p => new ChosenReader(p.GetRequiredService<EngineRoom>(), p.GetRequiredService<TUnderstanding>()));
        services.AddSingleton<IComposer>(p => new ChosenComposer(p.GetRequiredService<EngineRoom>(), p.GetRequiredService<TComposer>(), p.GetRequiredService<TUnderstanding>()));
        services.AddSingleton<ITranslator>(p => new ChosenTranslator(p.GetRequiredService<EngineRoom>(), p.GetRequiredService<TTranslator>(), p.GetRequiredService<TUnderstanding>()));
        return services;
    }
}
