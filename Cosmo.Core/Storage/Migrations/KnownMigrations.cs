namespace Cosmo.Core.Storage.Migrations;

/// <summary>
/// The migrations of this program, by name, oldest first. Written down here because asking the assembly for them makes
/// the runtime load every type it has, and with them libraries that may never be used, at each start.
/// </summary>
internal static class KnownMigrations
{
    private static readonly string[] s_sqlite =
    [
        "20261122000000_Initial",
        "20261122000001_Search",
        "20261123000000_TeamAndKnowledge",
        "20261123000002_TicketClocks",
        "20261123000003_DraftsAndTickets",
        "20261130220600_PreparedAnswers",
        "20261130220950_PushSubscriptions",
        "20261130223047_DraftNotesAndQuestions",
        "20261130223233_CorrectedAnswers",
        "20261130225115_PhoneRefusals",
    ];

    private static readonly string[] s_postgres =
    [
        "20261122000000_Initial",
        "20261122000001_Search",
        "20261123000000_TeamAndKnowledge",
        "20261123000002_TicketClocks",
        "20261123000003_DraftsAndTickets",
        "20261130220600_PreparedAnswers",
        "20261130221010_PushSubscriptions",
        "20261130223054_DraftNotesAndQuestions",
        "20261130223300_CorrectedAnswers",
        "20261130225115_PhoneRefusals",
    ];

    /// <summary>Those of one database.</summary>
    public static IReadOnlyList<string> Of(StorageProvider provider) => provider switch
    {
        StorageProvider.Sqlite => s_sqlite,
        StorageProvider.Postgres => s_postgres,
        var other => throw new NotSupportedException($"No database provider for {other}."),
    };
}
