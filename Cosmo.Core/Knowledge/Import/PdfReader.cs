using System.Text;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>
/// Reads the text of a PDF. A small reader of our own, because the library for it (PdfPig) cannot be had where Cosmo is built;
/// it would replace this file, PdfObjects, PdfFont and PdfPage. It reads no pictures of text, no protected files and no
/// right-to-left order, and it says so instead of guessing. Nothing in it calls itself as deep as a file wishes.
/// </summary>
internal static class PdfReader
{
    private const int MostPages = 300;

    /// <summary>Reads it.</summary>
    /// <exception cref="UnreadableException">It is no PDF, is protected, or has no text.</exception>
    public static IReadOnlyList<ImportedPart> Read(byte[] bytes, string title)
    {
        if (!bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).StartsWith("%PDF-"u8) && bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) < 0)
            throw UnreadableException.Unreadable;
        var objects = PdfObjects.Read(bytes);
        if (objects.IsEncrypted)
            throw UnreadableException.Encrypted;
        var (text, unseen) = (new StringBuilder(), new StringBuilder());
        foreach (var page in objects.Pages().Take(MostPages))
        {
            new PdfPage(objects, page).Write(text, unseen);
            text.Append("\n\n");
        }

        if (!text.ToString().Any(char.IsLetterOrDigit))
            throw UnreadableException.NoText;
        return FileReader.Text(text.ToString().Replace("<", @"\<", StringComparison.Ordinal), title, unseen.Length > 0 ? unseen.ToString() : null);
    }
}
