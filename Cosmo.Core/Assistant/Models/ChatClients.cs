using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Cosmo.Core.Assistant.Models;

/// <summary>Makes the client for the model that the options name.</summary>
public static class ChatClients
{
    /// <summary>How often the provider's client itself asks again after 429, 5xx or a lost connection; it waits as the server says.</summary>
    private const int Retries = 1;

    /// <summary>Far more than any wanted answer; a server that sends more is broken or hostile.</summary>
    private const int MaxResponseBytes = 1024 * 1024;

    /// <summary>A client that speaks the provider's protocol, or null for <see cref="AssistantProvider.BuiltIn"/>.</summary>
    /// <param name="options">Validated options.</param>
    public static IChatClient? Create(AssistantOptions options)
    {
        if (options.Provider is AssistantProvider.BuiltIn)
            return null;
        var http = Http();
        return new Owning(options.Provider switch
        {
            AssistantProvider.OpenAI => OpenAI(options, http),
            AssistantProvider.Anthropic => Anthropic(options, http),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "Unknown provider."),
        }, http);
    }

    private static OpenAIChatClient OpenAI(AssistantOptions options, HttpClient http)
    {
        var settings = new OpenAIClientOptions
        {
            RetryPolicy = new ClientRetryPolicy(Retries),
            Transport = new HttpClientPipelineTransport(http),
            // The client would otherwise add lines about request and answer to every log that listens.
            ClientLoggingOptions = new() { EnableLogging = false },
        };
        if (options.Endpoint is { } endpoint)
            settings.Endpoint = endpoint;

        // The client insists on a key; a server that needs none ignores the word.
        var key = string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey;
        return new(new(options.Model, new ApiKeyCredential(key), settings));
    }

    private static IChatClient Anthropic(AssistantOptions options, HttpClient http)
    {
        // The address is always set, or the client would take one from the machine's environment variables.
        var client = new AnthropicClient
        {
            ApiKey = options.ApiKey,
            BaseUrl = options.Endpoint?.ToString().TrimEnd('/') ?? "https://api.anthropic.com",
            MaxRetries = Retries,
            HttpClient = http,
        };
        return client.AsIChatClient(options.Model);
    }

    // A redirect would carry the key to another host. The time limit is LanguageModel's, so this client has none.
    private static HttpClient Http() => new(
        new ResponseLimit { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) } })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // Neither of the providers' clients closes the connections that it was given.
    private sealed class Owning(IChatClient inner, HttpClient http) : DelegatingChatClient(inner)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
                http.Dispose();
        }
    }

    private sealed class ResponseLimit : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(MaxResponseBytes, cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}
