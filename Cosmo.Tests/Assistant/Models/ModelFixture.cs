using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Assistant.Models;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>A scripted server, a model that asks it, the three jobs in front of a stand-in engine, and what was logged.</summary>
internal sealed class ModelFixture : IAsyncDisposable, ILogger<LanguageModel>
{
    private readonly LanguageModel _model;

    private ModelFixture(ModelServer server)
    {
        Server = server;
        _model = new LanguageModel(ChatClients.Create(server.Options)!, ModelServer.ModelName, Clock, this);
        var builtIn = new StandInEngine();
        (Reader, Composer, Translator) = (new(_model, builtIn), new(_model, builtIn, builtIn), new(_model, builtIn, builtIn));
        Counsel = new(_model, new BuiltInUnderstanding(new LanguageDetector()));
    }

    public ModelServer Server { get; }
    public HandClock Clock { get; } = new();
    public ModelUnderstanding Reader { get; }
    public ModelComposer Composer { get; }
    public ModelTranslator Translator { get; }
    public ModelCounsel Counsel { get; }

    /// <summary>Every line that was logged, exceptions included.</summary>
    public List<string> Lines { get; } = [];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ModelFixture> StartAsync(AssistantProvider provider) => new(await ModelServer.StartAsync(provider));

    public Task<Understood> UnderstandAsync(string text) => Reader.UnderstandAsync(new(text, null), Cancel).AsTask();

    public Task<Composition> ComposeAsync(string memberText) =>
        Composer.ComposeAsync(new(memberText, "en", "de", "Ana", "Bean & Co"), Cancel).AsTask();

    public async ValueTask DisposeAsync()
    {
        _model.Dispose();
        await Server.DisposeAsync();
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception) + exception);
}
