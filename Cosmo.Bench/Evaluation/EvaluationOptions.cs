namespace Cosmo.Bench.Evaluation;

/// <summary>The labelled files to measure the built-in engine with; each may be left out.</summary>
/// <param name="Language">Messages with their language: columns id, lang, text.</param>
/// <param name="Escalation">Messages with what they are: columns id, lang, label, escalate (0 or 1), text.</param>
/// <param name="Knowledge">Entries: columns id, category, question, answer; all in English.</param>
/// <param name="Questions">Questions with the entry that answers them, or NONE: columns id, lang, kb_id, text. Needs the entries.</param>
/// <param name="Json">Write one JSON object instead of the table.</param>
internal sealed record EvaluationOptions(string? Language, string? Escalation, string? Knowledge, string? Questions, bool Json)
{
    /// <summary>Open questions with the group they belong to: columns group, lang, text.</summary>
    public string? Groups { get; init; }

    public const string Usage = """
        Cosmo.Bench eval [--language FILE] [--escalation FILE] [--knowledge FILE --questions FILE] [--groups FILE] [--json]
          tab-separated files with a heading line; the columns are told in docs/performance.md
        """;

    /// <summary>Reads what follows "eval" on the command line; null when it cannot be understood.</summary>
    public static EvaluationOptions? Read(IReadOnlyList<string> args)
    {
        var options = new EvaluationOptions(null, null, null, null, false);
        for (var i = 0; i < args.Count; i++)
        {
            var file = i + 1 < args.Count ? args[i + 1] : null;
            EvaluationOptions? next = args[i] switch
            {
                "--json" => options with { Json = true },
                "--language" when file is not null => options with { Language = file },
                "--escalation" when file is not null => options with { Escalation = file },
                "--knowledge" when file is not null => options with { Knowledge = file },
                "--questions" when file is not null => options with { Questions = file },
                "--groups" when file is not null => options with { Groups = file },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
            if (args[i] != "--json")
                i++;
        }

        // Questions without the entries that answer them measure nothing.
        return options is { Questions: not null, Knowledge: null } or { Language: null, Escalation: null, Questions: null, Groups: null } ? null : options;
    }
}
