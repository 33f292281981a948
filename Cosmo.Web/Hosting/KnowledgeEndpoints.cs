using Cosmo.Core.Knowledge.Import;

namespace Cosmo.Web.Hosting;

/// <summary>Everything that is known, as a file.</summary>
internal static class KnowledgeEndpoints
{
    public static void MapKnowledge(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/knowledge/export", async (KnowledgeExport export, TimeProvider clock, CancellationToken cancel) =>
            TypedResults.File(await export.WriteAsync(cancel), "application/zip", $"knowledge-{clock.GetUtcNow():yyyy-MM-dd}.zip")).RequireAuthorization();
}
