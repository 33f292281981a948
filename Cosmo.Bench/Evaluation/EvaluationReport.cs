using System.Globalization;
using System.Text.Json.Nodes;

namespace Cosmo.Bench.Evaluation;

/// <summary>Runs the evaluations that have a file and writes their figures, as a table with the number of messages or as JSON.</summary>
internal static class EvaluationReport
{
    /// <summary>Measures what there are files for.</summary>
    /// <param name="options">Which files, and whether as JSON.</param>
    /// <param name="output">Where the table or the one object goes.</param>
    public static async Task RunAsync(EvaluationOptions options, TextWriter output)
    {
        var language = options.Language is { } l ? LanguageEvaluation.Run(l) : null;
        var escalation = options.Escalation is { } e ? EscalationEvaluation.Run(e) : null;
        var answers = options is { Knowledge: { } k, Questions: { } q } ? await AnswerEvaluation.RunAsync(k, q) : null;
        var groups = options.Groups is { } g ? GroupEvaluation.Run(g) : null;
        if (options.Json)
            output.WriteLine(Json(language, escalation, answers, groups).ToJsonString());
        else
            WriteTable(output, language, escalation, answers, groups);
    }

    private static JsonObject Json(LanguageEvaluation? language, EscalationEvaluation? escalation, AnswerEvaluation? answers, GroupEvaluation? groups)
    {
        var json = new JsonObject();
        if (language is not null)
            json["language"] = new JsonObject { ["accuracy"] = language.Accuracy };
        if (escalation is not null)
        {
            json["person"] = new JsonObject { ["recall"] = escalation.Person.Recall, ["precision"] = escalation.Person.Precision };
            json["escalate"] = new JsonObject { ["en"] = Both(escalation.English), ["other"] = Both(escalation.Other) };
        }

        if (answers is not null)
        {
            json["hit3"] = new JsonObject { ["en"] = Share(answers.English), ["other"] = Share(answers.Other) };
            json["alone"] = new JsonObject
            {
                ["answered"] = answers.Answered,
                ["right"] = answers.Right,
                ["wrongOnUnanswerable"] = answers.WrongOnUnanswerable,
            };
        }

        if (groups is not null)
            json["groups"] = Both(groups.Pairs);
        return json;
    }

    private static JsonObject Both(Findings findings) => new() { ["precision"] = findings.Precision, ["recall"] = findings.Recall };

    private static double? Share((int Asked, int Hit) found) => found.Asked == 0 ? null : (double)found.Hit / found.Asked;

    private static void WriteTable(TextWriter output, LanguageEvaluation? language, EscalationEvaluation? escalation, AnswerEvaluation? answers, GroupEvaluation? groups)
    {
        output.WriteLine("| figure | target | measured | messages | met |");
        output.WriteLine("|---|---|---|---|---|");
        if (language is not null)
        {
            Row(output, "language of a message", 0.97, language.Accuracy, language.Messages);
            if (language.Microseconds is { } time)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| time for it | ≤ 20 µs | {time:0.0} µs | {language.Messages} | {Met(time <= 20)} |"));
        }

        if (escalation is not null)
        {
            Row(output, "asks for a person, recall", 0.97, escalation.Person.Recall, escalation.Person.Wanted);
            Row(output, "asks for a person, precision", 0.95, escalation.Person.Precision, escalation.Person.Found);
            Row(output, "must be escalated, English, precision", 0.92, escalation.English.Precision, escalation.English.Found);
            Row(output, "must be escalated, English, recall", 0.95, escalation.English.Recall, escalation.English.Wanted);
            Row(output, "must be escalated, others, precision", 0.85, escalation.Other.Precision, escalation.Other.Found);
            Row(output, "must be escalated, others, recall", 0.90, escalation.Other.Recall, escalation.Other.Wanted);
        }

        if (groups is not null)
        {
            Row(output, "open questions put together, precision of pairs", null, groups.Pairs.Precision, groups.Pairs.Found);
            Row(output, "open questions put together, recall of pairs", null, groups.Pairs.Recall, groups.Pairs.Wanted);
        }

        if (answers is null)
            return;
        Row(output, "right entry among three, English", 0.80, Share(answers.English), answers.English.Asked);
        Row(output, "right entry among three, others", 0.60, Share(answers.Other), answers.Other.Asked);
        Row(output, "answered alone and right", 0.95, answers.Answered == 0 ? null : (double)answers.Right / answers.Answered, answers.Answered);
        output.WriteLine($"| answered alone without an entry | 0 | {answers.WrongOnUnanswerable} | {answers.Unanswerable} | {Met(answers.WrongOnUnanswerable == 0)} |");
    }

    private static void Row(TextWriter output, string name, double? target, double? measured, int messages) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {(target is { } least ? $"≥ {least * 100:0} %" : "")} | {(measured is { } value ? $"{value * 100:0.0} %" : "none")} | {messages} | {(measured >= target ? Met(true) : measured < target ? Met(false) : "")} |"));

    private static string Met(bool met) => met ? "yes" : "no";
}
