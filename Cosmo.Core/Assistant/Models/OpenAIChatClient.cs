using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// OpenAI's own client as an <see cref="IChatClient"/>: texts in, one text out, with a JSON schema.
/// Stands in for the package Microsoft.Extensions.AI.OpenAI; with that one, <c>client.AsIChatClient()</c> replaces this file.
/// </summary>
internal sealed class OpenAIChatClient(ChatClient client) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var completion = (await client.CompleteChatAsync(messages.Select(ToOpenAI), ToOpenAI(options), cancellationToken)).Value;
        var text = string.Concat(completion.Content.Select(part => part.Text));
        return new(new ChatMessage(ChatRole.Assistant, text)) { ModelId = completion.Model, RawRepresentation = completion, Usage = UsageOf(completion.Usage) };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(client) ? client
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }

    private static OpenAI.Chat.ChatMessage ToOpenAI(ChatMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : new UserChatMessage(message.Text);

    // Servers that only speak its protocol may leave it out.
    private static UsageDetails? UsageOf(ChatTokenUsage? usage) =>
        usage is null ? null : new() { InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount };

    private static ChatCompletionOptions ToOpenAI(ChatOptions? options) => new()
    {
        MaxOutputTokenCount = options?.MaxOutputTokens,
        ResponseFormat = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } json
            ? ChatResponseFormat.CreateJsonSchemaFormat(
                json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), jsonSchemaIsStrict: true)
            : null,
    };
}
