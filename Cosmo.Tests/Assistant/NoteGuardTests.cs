using Cosmo.Core.Assistant;

namespace Cosmo.Tests.Assistant;

public sealed class NoteGuardTests
{
    private const string Note = "Careful: this customer has already returned four lamps before.";

    [Theory]
    [InlineData("Hello, careful: this customer HAS already returned four  lamps!")]
    [InlineData("«this customer has already returned four lamps before»")]
    public void Eight_words_of_a_note_in_a_row_are_found(string text)
    {
        var finding = Assert.Single(NoteGuard.Check(["Hola", text], [Note, "another note"]));
        Assert.Equal((FactChange.Added, FactCategory.Note), (finding.Change, finding.Category));
    }

    [Theory]
    [InlineData("This customer has already returned four lamps")]
    [InlineData("The lamps that this customer has returned were four, before")]
    [InlineData("")]
    public void Fewer_or_other_words_are_chance(string text) => Assert.Empty(NoteGuard.Check([text], [Note, ""]));
}
