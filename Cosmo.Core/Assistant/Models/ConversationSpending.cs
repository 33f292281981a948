using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant.Models;

/// <summary>What a model did in one conversation, and what that cost at the prices of each moment.</summary>
/// <param name="Turns">Messages that it was asked about.</param>
/// <param name="Remembered">Of these, those whose answers were known and cost nothing.</param>
/// <param name="Composed">Answers of members that it was asked to compose.</param>
/// <param name="Translated">Texts that it was asked to translate for the team.</param>
/// <param name="FellBack">How often, of all these, the built-in engine had to stand in.</param>
/// <param name="Cost">In the owner's currency; null where no prices are known.</param>
public sealed record ConversationSpent(int Turns, int Remembered, int Composed, int Translated, int FellBack, TokenUse Tokens, decimal? Cost, string Currency);

/// <summary>Reads what a model was asked in conversations.</summary>
public sealed class ConversationSpending(IDbContextFactory<CosmoContext> contexts, ModelBudget budget)
{
    /// <summary>What one conversation cost; null where no model was asked about it.</summary>
    public async Task<ConversationSpent?> OfAsync(Guid conversationId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var sum = await db.Set<TurnUse>().Where(u => u.ConversationId == conversationId).GroupBy(u => u.ConversationId)
            .Select(g => new
            {
                Turns = g.Count(u => u.Kind == TurnUseKind.Message),
                Remembered = g.Count(u => u.IsRemembered),
                Composed = g.Count(u => u.Kind == TurnUseKind.Composition),
                Translated = g.Count(u => u.Kind == TurnUseKind.Translation),
                FellBack = g.Count(u => u.FellBack),
                Read = g.Sum(u => u.Read),
                Written = g.Sum(u => u.Written),
                Micros = g.Sum(u => u.Micros),
            })
            .FirstOrDefaultAsync(cancel);
        return sum is null ? null : new(
            sum.Turns, sum.Remembered, sum.Composed, sum.Translated, sum.FellBack, new(sum.Read, sum.Written), budget.CostOf(new(0, 0)) is null && sum.Micros == 0 ? null : sum.Micros / 1_000_000m, budget.Currency);
    }
}
