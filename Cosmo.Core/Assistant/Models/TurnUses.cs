using Cosmo.Core.Conversations;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant.Models;

/// <summary>Keeps with a conversation what a model was asked for it, at the prices of the moment.</summary>
public sealed class TurnUses(ModelBudget budget)
{
    /// <summary>A model was asked about a customer's message.</summary>
    internal void Record(Change change, Message message, Understood understood, Consultation? consultation, CounselKind? followed)
    {
        if (understood.ModelAsked is not { } model)
            return;
        var tokens = TokenUse.Sum(understood.Tokens, consultation?.Tokens) ?? new(0, 0);
        change.Db.Add(new TurnUse
        {
            ConversationId = message.ConversationId,
            MessageId = message.Id,
            Model = model,
            Decided = followed,
            FellBack = understood.Engine != model || consultation is { Counsel: null },
            Read = tokens.Read,
            Written = tokens.Written,
            Micros = budget.MicrosOf(tokens),
            IsRemembered = understood.IsRemembered && consultation is not { IsRemembered: false },
            At = change.Now,
        });
    }

    /// <summary>A model was asked to compose or translate for the team.</summary>
    /// <param name="change">Where it is kept.</param>
    /// <param name="conversationId">The conversation that it was for; one without any message keeps nothing.</param>
    /// <param name="kind">What it was asked for.</param>
    /// <param name="works">What was asked, one after the other; null where no model was.</param>
    public async Task RecordAsync(Change change, Guid conversationId, TurnUseKind kind, params IEnumerable<ModelWork?> works)
    {
        var asked = works.OfType<ModelWork>().ToList();
        if (asked.Count == 0
            || await change.Db.Set<Message>().Where(m => m.ConversationId == conversationId).OrderByDescending(m => m.Position).Select(m => (Guid?)m.Id).FirstOrDefaultAsync() is not { } newest)
            return;
        foreach (var work in asked)
        {
            var tokens = work.Tokens ?? new(0, 0);
            change.Db.Add(new TurnUse
            {
                ConversationId = conversationId,
                MessageId = newest,
                Kind = kind,
                Model = work.Model,
                FellBack = work.FellBack,
                Read = tokens.Read,
                Written = tokens.Written,
                Micros = budget.MicrosOf(tokens),
                At = change.Now,
            });
        }
    }
}
