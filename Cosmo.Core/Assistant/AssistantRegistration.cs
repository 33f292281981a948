using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Escalation;
using Cosmo.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Assistant;

public static class AssistantRegistration
{
    /// <summary>Registers the assistant with the engine that is chosen in the pages, or else by the section "Assistant".</summary>
    public static IServiceCollection AddAssistant(this IServiceCollection services) => services
        .AddBuiltInAssistant()
        .AddModelEngine<BuiltInUnderstanding, BuiltInComposer, PhrasebookTranslator>()
        .AddSingleton<ModelWatch>()
        .AddSingleton<ConversationSpending>()
        .AddSingleton<TurnUses>()
        .AddEscalation()
        .AddSingleton<EscalationLearning>()
        .AddSingleton<EscalationReplay>()
        .AddSingleton<RuleSuggestions>()
        .AddSingleton<Manners>()
        .AddSingleton<EntryOffers>()
        .AddSingleton<Answering>()
        .AddSingleton<Deliberating>()
        .AddSingleton<Consulting>()
        .AddSingleton<HandOffWords>()
        .AddSingleton<AutoResponder>()
        .AddSingleton<AssistantTurn>()
        .AddSingleton<IAssistantStep, AssistantStep>()
        .AddKeyedSingleton<IUnderstanding>(BuiltInTurn.Reader, (p, _) => p.GetRequiredService<BuiltInUnderstanding>())
        .AddWork<BuiltInTurn>()
        .AddExternalWork<ModelTurn>();
}
