using Cosmo.Core.Assistant.Models;

namespace Cosmo.Web.Components.Pages.Assistant;

/// <summary>A way to fill the form of the engine; what is saved is protocol and address.</summary>
/// <param name="Name">Its name in the resources.</param>
/// <param name="Endpoint">The address to begin with.</param>
public sealed record EnginePreset(string Name, AssistantProvider Provider, string Endpoint)
{
    /// <summary>All of them, the one without a provider first.</summary>
    public static readonly IReadOnlyList<EnginePreset> All =
    [
        new("BuiltIn", AssistantProvider.BuiltIn, ""),
        new("OpenAI", AssistantProvider.OpenAI, ""),
        new("Azure", AssistantProvider.OpenAI, "https://NAME.openai.azure.com/openai/v1/"),
        new("Anthropic", AssistantProvider.Anthropic, ""),
        new("Ollama", AssistantProvider.OpenAI, "http://localhost:11434/v1"),
        new("VLlm", AssistantProvider.OpenAI, "http://localhost:8000/v1"),
        new("LmStudio", AssistantProvider.OpenAI, "http://localhost:1234/v1"),
        new("Compatible", AssistantProvider.OpenAI, "https://"),
    ];

    /// <summary>The one that a choice looks like.</summary>
    public static EnginePreset Of(EngineChoice choice)
    {
        if (choice.Provider is not AssistantProvider.OpenAI || choice.Endpoint.Length == 0)
            return All.First(p => p.Provider == choice.Provider);
        var address = Uri.TryCreate(choice.Endpoint, UriKind.Absolute, out var known) ? known : null;
        var name = address switch
        {
            { Host: var host } when host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) => "Azure",
            { Port: 11434 } => "Ollama",
            { Port: 8000, IsLoopback: true } => "VLlm",
            { Port: 1234, IsLoopback: true } => "LmStudio",
            _ => "Compatible",
        };
        return All.First(p => p.Name == name);
    }
}
