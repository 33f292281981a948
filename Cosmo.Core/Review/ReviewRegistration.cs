using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Review;

public static class ReviewRegistration
{
    /// <summary>Registers what looks back at how the knowledge did.</summary>
    public static IServiceCollection AddReview(this IServiceCollection services) => services
        .AddSingleton<ReviewQueries>()
        .AddSingleton<AlikeEntries>();
}
