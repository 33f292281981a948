using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Channels;

/// <summary>Shows the customer that their message was read and, while an answer is being prepared, that somebody writes.</summary>
internal sealed class ReadMarks(ChannelDirectory directory, WhatsAppClient client, ILogger<ReadMarks> log) : IExternalWorkHandler
{
    private const string Typing = "typing";

    public WorkKind Kind => ChannelWork.MarkRead;

    /// <summary>Makes the mark due for the customer's last message. Once per message and kind of mark.</summary>
    public static async Task QueueAsync(Change change, Conversation conversation, bool typing, CancellationToken cancel)
    {
        var last = await change.Db.Set<Message>().AsNoTracking()
            .Where(m => m.ConversationId == conversation.Id && m.Author == Author.Customer)
            .OrderByDescending(m => m.Position).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(cancel);
        if (last is { } id && conversation.Window.IsOpen(change.Now))
            change.Add(new(ChannelWork.MarkRead, $"read:{conversation.Id}", typing ? $"{id} {Typing}" : id.ToString(), $"read|{id}|{typing}"));
    }

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var parts = item.Body.Split(' ');
        var id = Guid.Parse(parts[0]);
        if (await change.Db.Set<Message>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id) is not { ProviderId: { } providerId } message
            || directory.Find(message.ChannelAccountId) is not { } number)
            return ExternalStep.Ends(WorkOutcome.Done);
        return ExternalStep.Calls(async () =>
        {
            if (await client.MarkReadAsync(new(number.PhoneNumberId, number.AccessToken), providerId, parts.Length > 1, CancellationToken.None) is { } error)
                log.LogInformation("A read mark was refused: {Reason}", error.Rule.Key);   // a courtesy: nothing depends on it
            return _ => Task.FromResult(WorkOutcome.Done);
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.Done);
}
