using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("receipt.pdf", "receipt.pdf")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\temp\\a.txt", "a.txt")]
    [InlineData("a\r\nb\0.txt", "ab.txt")]
    [InlineData("..", null)]
    [InlineData("  ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("NUL", "_NUL")]
    [InlineData("a<b>:\"|?*.txt", "a_b______.txt")]
    [InlineData("relatório 😀.pdf", "relatório 😀.pdf")]
    [InlineData("zero\u200bwidth.txt", "zerowidth.txt")]
    public void A_strangers_file_name_is_made_harmless(string? given, string? safe) => Assert.Equal(safe, SafeFileName.Of(given));

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var safe = SafeFileName.Of(new string('a', 5000) + ".pdf");
        Assert.Equal(SafeFileName.MaxLength, safe?.Length);
        Assert.EndsWith(".pdf", safe, StringComparison.Ordinal);
    }
}
