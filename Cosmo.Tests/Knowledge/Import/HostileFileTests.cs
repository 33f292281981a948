using System.IO.Compression;
using System.Text;
using Cosmo.Core.Knowledge.Import;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Cosmo.Tests.Knowledge.Import;

/// <summary>Files that are small and well formed, and made to take the memory, the stack or the day of whoever reads them.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void A_Word_document_as_deep_as_the_stack_is_refused()
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
            document.AddMainDocumentPart().Document = new Document(new Body(new Paragraph(new Run(new Text("Hello")))));
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("word/document.xml")!.Delete();
            using var text = new StreamWriter(archive.CreateEntry("word/document.xml").Open());
            text.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
            for (var i = 0; i < 100_000; i++)
                text.Write("<w:p>");
            for (var i = 0; i < 100_000; i++)
                text.Write("</w:p>");
            text.Write("</w:body></w:document>");
        }

        Assert.Equal("bomb", Fault("deep.docx", file.ToArray()));
    }

    [Fact]
    public void A_PDF_that_shows_one_plain_stream_again_and_again_is_refused()
    {
        var file = new StringBuilder("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Contents [")
            .Append(string.Concat(Enumerable.Repeat("4 0 R ", 2_000)))
            .Append("] >>\nendobj\n4 0 obj\n<< >>\nstream\n").Append(' ', 1024 * 1024).Append("\nendstream\nendobj\n");
        Assert.Equal("bomb", Fault("again.pdf", Encoding.Latin1.GetBytes(file.ToString())));
    }

    // Read to the end of the file from each of its beginnings, this would take hours.
    [Fact]
    public void A_PDF_with_a_million_lists_that_never_end_is_read()
    {
        var file = new StringBuilder("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< ")
            .Append(string.Concat(Enumerable.Repeat("/Kids [", 1_200_000))).Append("\nendobj\n");
        Assert.Equal("no-text", Fault("lists.pdf", Encoding.Latin1.GetBytes(file.ToString())));
    }

    [Fact]
    public void What_nobody_sees_in_another_way_to_ask_is_left_out_of_a_table_too()
    {
        var part = Assert.Single(FileReader.Read("faq.csv", Encoding.UTF8.GetBytes("question,answer,variants\nDo you ship?,Yes.,Do you se\u200Bnd?\n")));
        Assert.Equal(["Do you send?"], part.Variants);
    }

    private static string Fault(string name, byte[] bytes) => Assert.Throws<UnreadableException>(() => FileReader.Read(name, bytes)).Key;
}
