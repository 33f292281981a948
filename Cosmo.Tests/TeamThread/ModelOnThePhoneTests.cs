using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.Assistant.Models;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>What a model does for members on their phones: what it costs is kept with the conversation, and where it failed is said.</summary>
public sealed class ModelOnThePhoneTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string FellBack = "The AI model did not answer usably. The built-in engine composed this.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_translation_for_a_member_is_kept_with_the_conversation_at_its_price(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var cosmo = await StartAsync(provider, server);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        server.Answers(new { translation = "The lamp arrived broken" });

        await cosmo.SayAsync(Customer, "La lámpara llegó rota");
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Text.Contains("The lamp arrived broken", StringComparison.Ordinal));
        Assert.Equal(1, await TranslationsAsync());   // in the notification
        await cosmo.SayAsync(Customer, "La lámpara es azul");
        Assert.Equal(2, await TranslationsAsync());   // what came on top
        await cosmo.SayAsync(AnaPhone, "translate", ThreadFixture.Notification);
        Assert.Equal(3, await TranslationsAsync());   // what stands after our last word, asked for

        await using var db = cosmo.Read();
        var uses = await db.Set<TurnUse>().Where(u => u.Kind == TurnUseKind.Translation).ToListAsync(Cancel);
        // Prices of 2 and 3 for a million tokens; each time one was read and one written.
        Assert.All(uses, u => Assert.Equal((ModelServer.ModelName, false, 1L, 1L, 5L), (u.Model, u.FellBack, u.Read, u.Written, u.Micros)));
        Assert.Equal(3, (await cosmo.Get<ConversationSpending>().OfAsync(uses[0].ConversationId, Cancel))!.Translated);

        async Task<int> TranslationsAsync()
        {
            await using var now = cosmo.Read();
            return await now.Set<TurnUse>().CountAsync(u => u.Kind == TurnUseKind.Translation, Cancel);
        }
    }

    [Fact]
    public async Task A_draft_that_the_built_in_engine_had_to_write_says_so()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var cosmo = await StartAsync(StorageProvider.Sqlite, server);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        server.Answers(new { text = "It is on its way.", backTranslation = "", unmatched = Array.Empty<string>() });
        await cosmo.SayAsync(Customer, "The lamp arrived broken");
        await cosmo.SayAsync(AnaPhone, "it is on its way", ThreadFixture.Notification);
        Assert.Equal((ModelServer.ModelName, false), await ShownAsync());

        server.Restarts().Refuses(401);
        await cosmo.SayAsync(AnaPhone, "it is on its way home", ThreadFixture.Notification);
        Assert.Equal(("as-written", true), await ShownAsync());

        async Task<(string? Engine, bool Said)> ShownAsync()
        {
            var picture = (await cosmo.ToldAsync(ana)).Last(m => m.Kind is TeamMessageKind.Draft);
            return ((await cosmo.DraftAsync(ana)).Engine, picture.Text.Contains(FellBack, StringComparison.Ordinal));
        }
    }

    private static Task<ThreadFixture> StartAsync(StorageProvider provider, ModelServer server) => ThreadFixture.StartAsync(provider, 0, server.Settings);
}
