using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant;

/// <summary>Decides on a message, and asks a model where the built-in engine has no sure answer and nobody has to see it.</summary>
public sealed class Consulting(Deliberating deliberating, ModelCounsel counsel)
{
    /// <summary>Decides on one message; slow where a model is asked, so never within a transaction.</summary>
    /// <param name="scene">The message and what surrounds it.</param>
    /// <param name="understood">What it says, by whichever engine.</param>
    /// <param name="ground">The knowledge and the rules to decide by.</param>
    /// <param name="cancel">Stops asking.</param>
    public async Task<Deliberation> AskAsync(ITurnScene scene, Understood understood, Ground ground, CancellationToken cancel = default)
    {
        var plain = await deliberating.DecideAsync(scene, understood, ground, null, cancel);
        if (!plain.IsOpen || !await counsel.HasModelAsync(cancel))
            return plain;
        var mayOffer = plain.Book.Policy.Unsure is Unsure.OfferEntries && await scene.MayOfferAsync(cancel);
        return await counsel.AskAsync(plain, await scene.SpokenAsync(cancel), await scene.MayAskAsync(cancel), mayOffer, cancel) is { } consultation
            ? await deliberating.DecideAsync(scene, understood, ground, consultation, cancel)
            : plain;
    }
}
