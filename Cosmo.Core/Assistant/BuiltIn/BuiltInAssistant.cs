using Cosmo.Core.Assistant.BuiltIn.Language;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>The part of the assistant that needs no model and no network.</summary>
public static class BuiltInAssistant
{
    /// <summary>Registers the built-in engines as themselves; who answers for the interfaces is chosen elsewhere.</summary>
    public static IServiceCollection AddBuiltInAssistant(this IServiceCollection services) =>
        services
            .AddSingleton<LanguageDetector>()
            .AddSingleton<BuiltInUnderstanding>()
            .AddSingleton<BuiltInComposer>()
            .AddSingleton<PhrasebookTranslator>();
}
