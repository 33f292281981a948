using Cosmo.Core.Assistant;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Questions;

public static class QuestionsRegistration
{
    /// <summary>Registers what is done with questions that the assistant could not answer.</summary>
    public static IServiceCollection AddQuestions(this IServiceCollection services) => services
        .AddSingleton<QuestionQueries>()
        .AddSingleton<QuestionDesk>()
        .AddSingleton<TicketProposal>();
}
