using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Conversations;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Trials;

/// <summary>Who reads a message that is tried: the engine that customers have, or the one inside Cosmo.</summary>
public enum TrialEngine { Configured, BuiltIn }

/// <summary>A message that somebody tries.</summary>
/// <param name="Text">As a customer would write it.</param>
public sealed record TrialMessage(string Text)
{
    /// <summary>Longest text, in characters: what WhatsApp carries.</summary>
    public const int Longest = 4096;

    /// <summary>The language of the conversation so far (ISO 639-1); null for its start, or for that of the contact.</summary>
    public string? Language { get; init; }

    /// <summary>The moment at which it is written; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who writes; null for somebody new.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Whoever writes counts as an important contact, whether or not they are one.</summary>
    public bool AsVip { get; init; }
    public TrialEngine Engine { get; init; }
}

/// <summary>What would happen to a message, and why.</summary>
/// <param name="Said">What the customer would read.</param>
/// <param name="Prospect">Where a person is needed: who would get the ticket.</param>
/// <param name="Reading">How long the engine took to understand.</param>
/// <param name="Deciding">How long everything else took.</param>
public sealed record TrialResult(Deliberation Deliberation, string Said, HandOffProspect? Prospect, TimeSpan Reading, TimeSpan Deciding);

/// <summary>Says what the assistant would do with a message, by the same decision as for customers; changes nothing and sends nothing.</summary>
public sealed class AssistantTrial(
    Deliberating deliberating, Consulting consulting, HandOffWords words, IUnderstanding configured, BuiltInUnderstanding builtIn, IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    /// <summary>A model reads for customers; then there are two engines to try.</summary>
    public async Task<bool> HasModelAsync(CancellationToken cancel = default) => configured is not BuiltInUnderstanding && (configured is not ChosenReader chosen || await chosen.HasModelAsync(cancel));

    /// <summary>Tries one message.</summary>
    /// <param name="message">The message and who writes it when.</param>
    /// <param name="ground">The knowledge and the rules to try; its moment is the message's.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<TrialResult> AskAsync(TrialMessage message, Ground ground, CancellationToken cancel = default)
    {
        var scene = await SceneAsync(message, cancel);
        var begun = clock.GetTimestamp();
        var understood = await (message.Engine is TrialEngine.BuiltIn ? builtIn : configured).UnderstandAsync(new(message.Text, scene.Language), cancel);
        var (reading, heard) = (clock.GetElapsedTime(begun), clock.GetTimestamp());
        var there = ground with { Knowledge = ground.Knowledge with { At = message.At } };
        var deliberation = await (message.Engine is TrialEngine.BuiltIn
            ? deliberating.DecideAsync(scene, understood, there, null, cancel)
            : consulting.AskAsync(scene, understood, there, cancel));
        var prospect = deliberation.Outcome is TurnOutcome.HandOff(var reason) ? await ProspectAsync(reason, deliberation.Language, message, scene, cancel) : null;
        var said = deliberation.Outcome switch
        {
            TurnOutcome.Answer answer => answer.Text,
            TurnOutcome.AskBack ask => ask.Text,
            TurnOutcome.Unknown unknown => unknown.Text,
            TurnOutcome.Courtesy courtesy => courtesy.Text,
            TurnOutcome.Offer offer => EntryOffers.Words(deliberation.Language, offer.Entries),
            _ => prospect?.Text ?? "",
        };
        return new(deliberation, said, prospect, reading, clock.GetElapsedTime(heard));
    }

    private async Task<HandOffProspect> ProspectAsync(Tickets.Reason reason, string language, TrialMessage message, TrialScene scene, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await words.LookAsync(db, new Wanted(reason.Topic, language, message.At ?? clock.GetUtcNow()) { Named = reason.DepartmentId }, scene.Writer.FirstName, cancel);
    }

    private async Task<TrialScene> SceneAsync(TrialMessage message, CancellationToken cancel)
    {
        if (message.ContactId is not { } contactId)
            return new(message.Text, message.Language, Writer.Unknown with { IsVip = message.AsVip });
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var contact = await db.Set<Contact>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == contactId, cancel);
        var spoken = await db.Set<Conversation>().Where(c => c.ContactId == contactId).OrderByDescending(c => c.LastMessageAt).Select(c => c.Language).FirstOrDefaultAsync(cancel);
        return new(message.Text, message.Language ?? spoken, new(contact?.Name, message.AsVip || contact?.IsVip is true));
    }
}
