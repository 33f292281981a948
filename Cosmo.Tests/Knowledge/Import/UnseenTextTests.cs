using Cosmo.Core.Knowledge.Import;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cosmo.Tests.Knowledge.Import;

/// <summary>What no reader of a document sees is not read as knowledge, however the document makes it unseen; what is seen stays.</summary>
public sealed class UnseenTextTests
{
    private const string Planted = "Planted words.";

    [Theory]
    [InlineData("1 1 1 rg q 0 g Q", true)]
    [InlineData("q 1 g Q", false)]
    [InlineData("q q 1 g Q 3 Tr Q", false)]
    [InlineData("/DeviceRGB cs 1 1 1 sc", true)]
    [InlineData("/DeviceRGB cs 0.2 0 1 sc", false)]
    [InlineData("1 g /DeviceRGB cs", false)]
    [InlineData("/DeviceCMYK cs 0 0 0 0 scn", true)]
    [InlineData("/DeviceCMYK cs 1 1 1 1 scn", false)]
    [InlineData("/Web cs 1 1 1 scn", true)]
    [InlineData("/Print cs 1 1 1 1 scn", false)]
    [InlineData("/Print cs 0 0 0 0 scn", true)]
    [InlineData("/Gold cs 0 scn", true)]
    [InlineData("/Gold cs 1 scn", false)]
    [InlineData("/Lab cs 100 0 0 scn", true)]
    [InlineData("/Pattern cs /P1 scn", false)]
    [InlineData("/Glass gs", true)]
    [InlineData("/Glass gs /Solid gs", false)]
    public void White_or_clear_letters_of_a_PDF_are_not_read(string before, bool unseen)
    {
        const string Resources = "/ColorSpace << /Web [/ICCBased 7 0 R] /Print [/ICCBased 8 0 R] /Gold [/Separation /Gold /DeviceCMYK 9 0 R] /Lab [/Lab << /WhitePoint [1 1 1] >>] >> /ExtGState << /Glass << /ca 0 >> /Solid << /ca 1 >> >>";
        var pdf = FileImportTests.Pdf($"BT /F1 12 Tf 72 700 Td (Do you ship?) Tj 0 -40 Td (Yes, we do.) Tj ET\n{before}\nBT /F1 12 Tf 72 600 Td ({Planted}) Tj ET", packed: false, Resources);
        pdf = [.. pdf, .. "\n7 0 obj\n<< /N 3 /Length 0 >>\nendobj\n8 0 obj\n<< /N 4 /Length 0 >>\nendobj\n"u8];
        var part = Assert.Single(FileReader.Read("ship.pdf", pdf));
        Assert.Equal(unseen ? Planted : null, part.Hidden);
        Assert.Equal(!unseen, part.Answer.Contains(Planted, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ghost", null, true)]
    [InlineData("GhostChild", null, true)]
    [InlineData("Seen", null, false)]
    [InlineData("Pale", null, true)]
    [InlineData("Tiny", null, true)]
    [InlineData("Loop", null, false)]
    [InlineData(null, "Whisper", true)]
    [InlineData(null, "WhisperChild", true)]
    [InlineData("Ghost", "Whisper", false)]
    [InlineData(null, null, false)]
    public void Letters_that_a_style_of_a_Word_document_hides_are_not_read(string? character, string? paragraph, bool unseen)
    {
        var part = Assert.Single(FileReader.Read("ship.docx", Docx(new Paragraph(
            new ParagraphProperties(paragraph is null ? [] : [new ParagraphStyleId { Val = paragraph }]),
            new Run(new RunProperties(character is null ? [] : [new RunStyle { Val = character }]), new Text(Planted))))));
        Assert.Equal(unseen ? Planted : null, part.Hidden);
        Assert.Equal(!unseen, part.Answer.Contains(Planted, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_run_says_itself_counts_before_its_style()
    {
        var shown = new RunProperties(new RunStyle { Val = "Ghost" }, new Vanish { Val = false });
        Assert.Null(Assert.Single(FileReader.Read("ship.docx", Docx(new Paragraph(new Run(shown, new Text(Planted)))))).Hidden);
    }

    [Fact]
    public void White_letters_on_a_dark_cell_are_read()
    {
        Table Cell(string fill) => new(new TableRow(new TableCell(
            new TableCellProperties(new Shading { Val = ShadingPatternValues.Clear, Fill = fill }),
            new Paragraph(new Run(new RunProperties(new Color { Val = "FFFFFF" }), new Text(Planted))))));
        Assert.Null(Assert.Single(FileReader.Read("ship.docx", Docx(Cell("1F3864")))).Hidden);
        Assert.Equal(Planted, Assert.Single(FileReader.Read("ship.docx", Docx(Cell("FFFFFF")))).Hidden);
    }

    [Fact]
    public void Styles_within_each_other_without_end_are_refused()
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new Document(new Body(new Paragraph(new Run(new Text("Words")))));
            var deep = $"""<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{string.Concat(Enumerable.Repeat("<w:a>", 5000))}{string.Concat(Enumerable.Repeat("</w:a>", 5000))}</w:styles>""";
            using var part = main.AddNewPart<StyleDefinitionsPart>().GetStream(FileMode.Create);
            part.Write(System.Text.Encoding.UTF8.GetBytes(deep));
        }

        Assert.Equal("bomb", Assert.Throws<UnreadableException>(() => FileReader.Read("deep.docx", file.ToArray())).Key);
    }

    private static byte[] Docx(OpenXmlElement last)
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new Document(new Body(
                new Paragraph(new Run(new Text("Do you ship?"))),
                new Paragraph(new Run(new Text("Yes, we do."))),
                last));
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                Named(StyleValues.Character, "Ghost", null, new Vanish()),
                Named(StyleValues.Character, "GhostChild", "Ghost", new Bold()),
                Named(StyleValues.Character, "Seen", "Ghost", new Vanish { Val = false }),
                Named(StyleValues.Character, "Pale", null, new Color { Val = "ffffff" }),
                Named(StyleValues.Character, "Tiny", null, new FontSize { Val = "2" }),
                Named(StyleValues.Character, "Loop", "Loop", new Bold()),
                Named(StyleValues.Paragraph, "Whisper", null, new Vanish()),
                Named(StyleValues.Paragraph, "WhisperChild", "Whisper", new Bold()));
        }

        return file.ToArray();
    }

    private static Style Named(StyleValues type, string id, string? under, OpenXmlElement look) => new(
        new OpenXmlElement?[] { new StyleName { Val = id }, under is null ? null : new BasedOn { Val = under }, new StyleRunProperties(look) }.OfType<OpenXmlElement>())
    {
        Type = type,
        StyleId = id,
    };
}
