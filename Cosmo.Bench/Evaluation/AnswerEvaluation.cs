using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Bench.Evaluation;

/// <summary>Whether the right entry is among the first three, and what the engine answers on its own, over a real database.</summary>
internal sealed class AnswerEvaluation
{
    private const int First = 3;
    private const string NoEntry = "NONE";

    /// <summary>The file's own ids of the entries.</summary>
    private readonly Dictionary<Guid, string> _ids = [];

    /// <summary>Answerable questions in English, and how many of them have their entry among the first three.</summary>
    public (int Asked, int Hit) English { get; private set; }

    /// <summary>The same in all other languages.</summary>
    public (int Asked, int Hit) Other { get; private set; }

    /// <summary>Questions that no entry answers.</summary>
    public int Unanswerable { get; private set; }

    /// <summary>Questions that the engine answered on its own.</summary>
    public int Answered { get; private set; }

    /// <summary>Those of them that it answered with the right entry.</summary>
    public int Right { get; private set; }

    /// <summary>Those of them that no entry answers.</summary>
    public int WrongOnUnanswerable { get; private set; }

    public static async Task<AnswerEvaluation> RunAsync(string knowledge, string questions)
    {
        var folder = Directory.CreateTempSubdirectory("cosmo-eval-");
        try
        {
            var evaluation = new AnswerEvaluation();
            await using var services = await evaluation.SeedAsync(folder.FullName, LabelledFile.Read(knowledge, "id", "category", "question", "answer"));
            foreach (var row in LabelledFile.Read(questions, "lang", "kb_id", "text"))
                await evaluation.AskAsync(services, row[0], row[1], row[2]);
            return evaluation;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private async Task<ServiceProvider> SeedAsync(string folder, List<string[]> entries)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", folder)]).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(settings).AddLogging().AddSingleton<LiveFeed>()
            .AddStorage().AddKnowledge().AddBuiltInAssistant().AddSingleton<Answering>()
            .BuildServiceProvider();
        await services.GetRequiredService<DatabaseStartup>().PrepareAsync();
        await using var db = await services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        foreach (var row in entries)
        {
            var entry = KnowledgeEntry.Write(row[2], row[3], "en", row[1], DateTimeOffset.UnixEpoch);
            entry.Publish(true);
            db.Add(entry);
            _ids[entry.Id] = row[0];
        }

        await db.SaveChangesAsync();
        return services;
    }

    private async Task AskAsync(ServiceProvider services, string language, string wanted, string text)
    {
        var answering = services.GetRequiredService<Answering>();
        var understood = services.GetRequiredService<BuiltInUnderstanding>().Understand(new(text, null));
        if (wanted != NoEntry)
        {
            var found = await answering.NearestAsync(text, First);
            var hit = found.Any(id => _ids[id] == wanted);
            (English, Other) = language == "en"
                ? ((English.Asked + 1, English.Hit + (hit ? 1 : 0)), Other)
                : (English, (Other.Asked + 1, Other.Hit + (hit ? 1 : 0)));
            if (!hit)
                Report.Say($"  {language} {wanted} not among {string.Join(' ', found.Select(id => _ids[id]))}: {text}");
        }

        Unanswerable += wanted == NoEntry ? 1 : 0;
        var answer = await answering.FindAsync(text, understood.Language);
        if (EscalationDecision.Decide(text, understood, [], answer) is not Decision.Answer said)
            return;
        Answered++;
        if (_ids[said.EntryId] == wanted)
            Right++;
        else
            Report.Say($"  {language} {wanted} answered with {_ids[said.EntryId]}: {text}");
        WrongOnUnanswerable += wanted == NoEntry ? 1 : 0;
    }
}
