using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Trials;

public static class TrialsRegistration
{
    /// <summary>Registers what tries the assistant out: single messages, saved questions, two states side by side.</summary>
    public static IServiceCollection AddTrials(this IServiceCollection services) => services
        .AddSingleton<AssistantTrial>()
        .AddSingleton<QuestionRun>()
        .AddSingleton<SavedQuestionQueries>()
        .AddSingleton<SavedQuestionDesk>();
}
