using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Reads a Word document: its headings, paragraphs, lists and tables. Text that Word hides or nobody can see is left out and told.</summary>
internal static class DocxReader
{
    /// <summary>Elements within each other; tables in tables in text boxes come to a few dozen.</summary>
    private const int Deepest = 256;

    /// <summary>Reads it.</summary>
    /// <exception cref="UnreadableException">It is no Word document.</exception>
    public static IReadOnlyList<ImportedPart> Read(byte[] bytes, string title)
    {
        try
        {
            using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false, new OpenSettings { MaxCharactersInPart = FileReader.LargestUnpacked });
            if (document.MainDocumentPart is { } main)
                CheckDepth(main);
            if (document.MainDocumentPart?.StyleDefinitionsPart is { } looks)
                CheckDepth(looks);
            if (document.MainDocumentPart?.Document?.Body is not { } body)
                throw UnreadableException.Unreadable;
            var styles = new DocxStyles(document.MainDocumentPart.StyleDefinitionsPart?.Styles);
            var hidden = new StringBuilder();
            var text = new StringBuilder();
            foreach (var paragraph in body.Descendants<Paragraph>())
                Write(paragraph, styles, text, hidden);
            return FileReader.Text(text.ToString(), title, hidden.Length > 0 ? hidden.ToString() : null);
        }
        catch (Exception e) when (e is OpenXmlPackageException or XmlException or InvalidDataException or FileFormatException or IOException or ArgumentException or InvalidOperationException)
        {
            throw UnreadableException.Unreadable;
        }
    }

    // The library reads what stands in an element by calling itself: a document made to be deep would end the program.
    private static void CheckDepth(OpenXmlPart part)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (xml.Read())
        {
            if (xml.Depth > Deepest)
                throw UnreadableException.Bomb;
        }
    }

    private static void Write(Paragraph paragraph, DocxStyles styles, StringBuilder text, StringBuilder hidden)
    {
        var words = new StringBuilder();
        foreach (var run in paragraph.Descendants<Run>())
        {
            var said = string.Concat(run.ChildElements.Select(c => c switch { Text t => t.Text, TabChar => " ", Break => "\n", _ => "" }));
            if (styles.Hide(run, paragraph))
                hidden.Append(said).Append(' ');
            else
                words.Append(said);
        }

        if (words.ToString().Trim() is not { Length: > 0 } line)
            return;
        var style = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "";
        // Word keeps the style's English name as its id in most languages, with the rank at its end.
        var level = style.Equals("Title", StringComparison.OrdinalIgnoreCase) ? 1
            : char.IsAsciiDigit(style.LastOrDefault()) && (style.StartsWith("Heading", StringComparison.OrdinalIgnoreCase) || style.StartsWith("berschrift", StringComparison.OrdinalIgnoreCase) || style.StartsWith("Ttulo", StringComparison.OrdinalIgnoreCase) || style.StartsWith("Titre", StringComparison.OrdinalIgnoreCase))
                ? style[^1] - '0'
                : (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } outline and < 6 ? outline + 1 : 0);
        var isItem = paragraph.ParagraphProperties?.NumberingProperties is not null;
        text.Append(level is > 0 and < 7 ? $"\n\n{new string('#', level)} " : isItem ? "\n- " : "\n\n").Append(line.Replace("<", @"\<", StringComparison.Ordinal));
    }
}
