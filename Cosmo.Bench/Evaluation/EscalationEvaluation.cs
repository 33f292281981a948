using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Escalation;
using Cosmo.Core.Tickets;

namespace Cosmo.Bench.Evaluation;

/// <summary>
/// Whether customers who ask for a person are heard, and whether what a person must see is handed over. A hand-over only
/// for want of an answer does not count: without knowledge every question would be one.
/// </summary>
internal sealed record EscalationEvaluation(Findings Person, Findings English, Findings Other)
{
    private const string AsksForPerson = "human_request";

    public static EscalationEvaluation Run(string path)
    {
        var understanding = new BuiltInUnderstanding(new LanguageDetector());
        var evaluation = new EscalationEvaluation(new(), new(), new());
        foreach (var row in LabelledFile.Read(path, "lang", "label", "escalate", "text"))
        {
            var (language, label, must, text) = (row[0], row[1], row[2] == "1", row[3]);
            var understood = understanding.Understand(new(text, null));
            var escalates = EscalationDecision.Decide(text, understood, [], null) is Decision.HandOff { Reason.Trigger: not Trigger.NoAnswer };
            var asks = understood.AsksForPerson is not null;
            evaluation.Person.Add(label == AsksForPerson, asks);
            (language == "en" ? evaluation.English : evaluation.Other).Add(must, escalates);
            if (asks != (label == AsksForPerson) || escalates != must)
                Report.Say($"  {language} {label}: {(asks ? "asks for a person" : escalates ? "handed over" : "kept")}: {text}");
        }

        return evaluation;
    }
}
