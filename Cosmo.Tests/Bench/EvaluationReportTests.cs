extern alias bench;

using System.Text.Json;
using bench::Cosmo.Bench.Evaluation;

namespace Cosmo.Tests.Bench;

/// <summary>The figures of the built-in engine are counted right: small files, in which some labels are wrong on purpose.</summary>
public sealed class EvaluationReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cosmo-eval-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Languages_are_counted()
    {
        var language = Write("language", "id\tlang\ttext", "1\ten\tWhere is my order, please?", "2\tde\tWo ist meine Bestellung, bitte?", "3\tfr\tWo ist meine Bestellung, bitte?", "4\ten\tHow long does the delivery take?");
        var json = await JsonAsync(new(language, null, null, null, true));
        Assert.Equal(0.75, json.GetProperty("language").GetProperty("accuracy").GetDouble());
        Assert.False(json.TryGetProperty("person", out _));
    }

    [Fact]
    public async Task A_file_with_a_heading_and_nothing_else_is_measured_as_nothing()
    {
        var language = Write("language", "id\tlang\ttext");
        Assert.Equal(JsonValueKind.Null, (await JsonAsync(new(language, null, null, null, true))).GetProperty("language").GetProperty("accuracy").ValueKind);
        var table = await TextAsync(new(language, null, null, null, false));
        Assert.Contains("| language of a message | ≥ 97 % | none | 0 |  |", table, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_a_person_and_what_must_be_seen_are_counted_apart_for_English_and_the_others()
    {
        var escalation = Escalation();
        var json = await JsonAsync(new(null, escalation, null, null, true));
        // Found: two of the three labelled as such, and one that is labelled as something else.
        Assert.Equal(2.0 / 3, json.GetProperty("person").GetProperty("recall").GetDouble(), 6);
        Assert.Equal(2.0 / 3, json.GetProperty("person").GetProperty("precision").GetDouble(), 6);
        var english = json.GetProperty("escalate").GetProperty("en");
        Assert.Equal(2.0 / 3, english.GetProperty("recall").GetDouble(), 6);
        Assert.Equal(2.0 / 3, english.GetProperty("precision").GetDouble(), 6);
        var other = json.GetProperty("escalate").GetProperty("other");
        Assert.Equal(1, other.GetProperty("recall").GetDouble());
        Assert.Equal(1, other.GetProperty("precision").GetDouble());
    }

    [Fact]
    public async Task Entries_and_answers_are_counted()
    {
        var (knowledge, questions) = Knowledge();
        var json = await JsonAsync(new(null, null, knowledge, questions, true));
        Assert.Equal(0.5, json.GetProperty("hit3").GetProperty("en").GetDouble());      // the second is labelled with an entry that it does not ask for
        Assert.Equal(1, json.GetProperty("hit3").GetProperty("other").GetDouble());
        var alone = json.GetProperty("alone");
        // Three are answered: one right, one with another entry than the label says, one that is labelled as having none.
        Assert.Equal(3, alone.GetProperty("answered").GetInt32());
        Assert.Equal(1, alone.GetProperty("right").GetInt32());
        Assert.Equal(1, alone.GetProperty("wrongOnUnanswerable").GetInt32());
    }

    [Fact]
    public async Task The_table_says_how_many_messages_each_figure_rests_on()
    {
        var (knowledge, questions) = Knowledge();
        var table = await TextAsync(new(null, Escalation(), knowledge, questions, false));
        Assert.Contains("| asks for a person, recall | ≥ 97 % | 66.7 % | 3 | no |", table, StringComparison.Ordinal);
        Assert.Contains("| must be escalated, others, recall | ≥ 90 % | 100.0 % | 1 | yes |", table, StringComparison.Ordinal);
        Assert.Contains("| right entry among three, English | ≥ 80 % | 50.0 % | 2 | no |", table, StringComparison.Ordinal);
        Assert.Contains("| answered alone and right | ≥ 95 % | 33.3 % | 3 | no |", table, StringComparison.Ordinal);
        Assert.Contains("| answered alone without an entry | 0 | 1 | 1 | no |", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_questions_are_counted_in_pairs()
    {
        var groups = Write(
            "groups", "group\tlang\ttext",
            "ship\ten\tDo you ship to Portugal?",
            "ship\ten\tdo you ship to portugal",
            "ship\ten\tCan I pay by card?",             // labelled wrong: stays apart from both
            "other\ten\tDO YOU SHIP TO PORTUGAL");     // labelled wrong: comes to both
        var json = await JsonAsync(new(null, null, null, null, true) { Groups = groups });
        Assert.Equal(1.0 / 3, json.GetProperty("groups").GetProperty("recall").GetDouble(), 6);
        Assert.Equal(1.0 / 3, json.GetProperty("groups").GetProperty("precision").GetDouble(), 6);
        Assert.Contains("| open questions put together, recall of pairs |  | 33.3 % | 3 |  |", await TextAsync(new(null, null, null, null, false) { Groups = groups }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--questions", "q")]
    [InlineData("--language")]
    [InlineData("--other", "x")]
    public void Arguments_that_measure_nothing_are_refused(params string[] arguments) => Assert.Null(EvaluationOptions.Read(arguments));

    [Fact]
    public void Files_may_come_in_any_order() => Assert.Equal(
        new EvaluationOptions("l", "e", "k", "q", true), EvaluationOptions.Read(["--json", "--questions", "q", "--language", "l", "--knowledge", "k", "--escalation", "e"]));

    [Fact]
    public async Task A_file_without_its_columns_says_which_one() => Assert.Contains(
        "no column escalate", (await Assert.ThrowsAsync<InvalidDataException>(() => JsonAsync(new(null, Write("broken", "id\tlang\tlabel\ttext"), null, null, true)))).Message, StringComparison.Ordinal);

    private string Escalation() => Write(
        "escalation", "id\tlang\tlabel\tescalate\ttext",
        "1\ten\thuman_request\t1\tI want to talk to a human",
        "2\ten\thuman_request\t1\tHow much is shipping?",        // labelled wrong: never found
        "3\tes\thuman_request\t1\tQuiero hablar con una persona",
        "4\ten\tgreeting_thanks\t0\tLet me talk to an agent",    // labelled wrong: found
        "5\ten\tcomplaint_issue\t1\tThe mirror arrived broken",
        "6\ten\tgreeting_thanks\t0\tThank you very much");

    private (string Knowledge, string Questions) Knowledge()
    {
        var knowledge = Write(
            "knowledge", "id\tcategory\tquestion\tanswer",
            "A\tShipping\tHow long does delivery take?\tTwo days.",
            "B\tShop\tDo you sell gift cards?\tYes, from 10 EUR.",
            "C\tShop\tWhen does the shop open?\tAt nine.",
            "D\tShop\tIs there parking near the shop?\tYes, behind the house.",
            "E\tCare\tHow do I wash the wool blanket?\tBy hand.");
        var questions = Write(
            "questions", "id\tlang\tkb_id\ttext",
            "1\ten\tA\tHow long does delivery take?",
            "2\ten\tE\tDo you sell gift cards?",
            "3\ten\tNONE\tWhen does the shop open?",
            "4\tde\tA\tWie lange dauert die Lieferung?");
        return (knowledge, questions);
    }

    private static async Task<JsonElement> JsonAsync(EvaluationOptions options) => JsonDocument.Parse(await TextAsync(options)).RootElement;

    private static async Task<string> TextAsync(EvaluationOptions options)
    {
        await using var output = new StringWriter();
        await EvaluationReport.RunAsync(options, output);
        return output.ToString();
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
