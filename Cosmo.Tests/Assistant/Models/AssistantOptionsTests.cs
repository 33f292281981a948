using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>Wrong settings are told at the start, and right ones decide who does the work.</summary>
public sealed class AssistantOptionsTests
{
    [Theory]
    [InlineData("OpenAI", null, "sk-1", null, "Assistant:Model")]
    [InlineData("OpenAI", null, null, "m", "Assistant:ApiKey")]
    [InlineData("OpenAI", "http://localhost:11434/v1", "sk-1\n", "m", "line break")]
    [InlineData("OpenAI", "localhost:11434", null, "m", "Assistant:Endpoint")]
    [InlineData("OpenAI", "ftp://host/", null, "m", "Assistant:Endpoint")]
    [InlineData("Anthropic", "http://localhost:1", null, "m", "Assistant:ApiKey")]
    [InlineData("Anthropic", null, "sk-1", " ", "Assistant:Model")]
    public void A_setting_that_cannot_work_is_named(string provider, string? endpoint, string? key, string? model, string named)
    {
        using var services = Services(provider, endpoint, key, model);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(named, error.Message);
        Assert.DoesNotContain("sk-1", error.Message);
    }

    [Theory]
    [InlineData(null, null, null, null, null)]
    [InlineData("BuiltIn", null, null, null, null)]
    [InlineData("OpenAI", null, "sk-1", "gpt", "gpt")]
    [InlineData("OpenAI", "http://localhost:11434/v1", null, "llama", "llama")]
    [InlineData("Anthropic", null, "sk-1", "claude", "claude")]
    public async Task The_provider_decides_who_works(string? provider, string? endpoint, string? key, string? model, string? works)
    {
        await using var core = await CoreFixture.CreateAsync(
            StorageProvider.Sqlite, null, ("Assistant:Provider", provider), ("Assistant:Endpoint", endpoint), ("Assistant:ApiKey", key), ("Assistant:Model", model));

        Assert.Equal(works, (await core.Get<EngineRoom>().ModelAsync(TestContext.Current.CancellationToken))?.Name);
        Assert.Equal(works is null ? ChannelWork.Understand : ChannelWork.UnderstandByModel, await core.Get<IAssistantStep>().KindAsync(TestContext.Current.CancellationToken));
    }

    private static ServiceProvider Services(string? provider, string? endpoint, string? key, string? model) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Assistant:Provider"] = provider,
            ["Assistant:Endpoint"] = endpoint,
            ["Assistant:ApiKey"] = key,
            ["Assistant:Model"] = model,
        }.Where(setting => setting.Value is not null)).Build())
        .AddSingleton<StandInEngine>()
        .AddModelEngine<StandInEngine, StandInEngine, StandInEngine>()
        .BuildServiceProvider();
}
