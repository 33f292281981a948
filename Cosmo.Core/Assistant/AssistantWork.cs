using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Assistant;

/// <summary>The built-in engine needs no network: understanding is part of the transaction that acts on it.</summary>
internal sealed class BuiltInTurn([FromKeyedServices(BuiltInTurn.Reader)] IUnderstanding understanding, AssistantTurn turn) : IWorkHandler
{
    /// <summary>The reader that asks nobody, whichever engine is chosen: a call out of a transaction would hold everybody up.</summary>
    public const string Reader = "built-in";

    public WorkKind Kind => ChannelWork.Understand;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (await AssistantTurn.LoadAsync(change.Db, item) is not ({ } conversation, { } message))
            return;
        var understood = await understanding.UnderstandAsync(new(message.Words, conversation.Language), cancel);
        await turn.ApplyAsync(change, conversation, message, understood, null, cancel);
    }

    public Task GiveUpAsync(Change change, WorkItem item) => turn.GiveUpAsync(change, item, CancellationToken.None);
}

/// <summary>A model is slow and may fail: it is asked outside any transaction, and its word counts only for what is still so.</summary>
internal sealed class ModelTurn(IUnderstanding understanding, BuiltInUnderstanding builtIn, AssistantTurn turn, Consulting consulting) : IExternalWorkHandler
{
    /// <summary>Messages of one customer in an hour that a model reads; beyond it somebody plays with our money.</summary>
    private const int MostInAnHour = 10;

    public WorkKind Kind => ChannelWork.UnderstandByModel;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        if (await AssistantTurn.LoadAsync(change.Db, item) is not ({ } conversation, { } message))
            return ExternalStep.Ends(WorkOutcome.Done);
        var (text, language) = (message.Words, conversation.Language);
        var isWorth = text.Length > 0 && await IsWorthAModelAsync(change, conversation);
        var reader = isWorth ? understanding : builtIn;
        var scene = isWorth ? await SceneSnapshot.OfAsync(turn.Scene(change, conversation, message)) : null;
        return ExternalStep.Calls(async () =>
        {
            var understood = await reader.UnderstandAsync(new(text, language), CancellationToken.None);
            // What a person has to see anyway costs no second question.
            var consultation = scene is { IsLast: true } ? (await consulting.AskAsync(scene, understood, Ground.Now)).Consultation : null;
            return async later =>
            {
                if (await AssistantTurn.LoadAsync(later.Db, item) is ({ } now, { } same))
                    await turn.ApplyAsync(later, now, same, understood, consultation, CancellationToken.None);
                return WorkOutcome.Done;
            };
        });
    }

    public Task GiveUpAsync(Change change, WorkItem item) => turn.GiveUpAsync(change, item, CancellationToken.None);

    // While the team has the conversation only the language matters.
    private static async Task<bool> IsWorthAModelAsync(Change change, Conversation conversation)
    {
        var since = change.Now - TimeSpan.FromHours(1);
        return conversation.Handler is Handler.Assistant && await change.Db.Set<Message>().CountAsync(
            m => m.ConversationId == conversation.Id && m.At > since && m.Author == Author.Customer) <= MostInAnHour;
    }

    // Asking again costs money, not harm.
    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));
}

/// <summary>Chooses between the two by the engine that is chosen when the message comes in.</summary>
internal sealed class AssistantStep(EngineSettings settings) : IAssistantStep
{
    public async ValueTask<WorkKind> KindAsync(CancellationToken cancel) =>
        (await settings.ReadAsync(cancel)).Choice.Provider is AssistantProvider.BuiltIn ? ChannelWork.Understand : ChannelWork.UnderstandByModel;
}
