using System.Security.Cryptography;
using System.Text;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class WhatsAppSignatureTests
{
    private const string Secret = "a secret of the app";
    // What Meta puts on the wire: escapes in lower case and escaped slashes, both lost when JSON is written again.
    private const string Golden = """{"text":{"body":"ol\u00e1 \ud83d\ude00 a\/b"}}""";

    private static string Sign(string body, string secret = Secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    private static bool Matches(string body, string? header, string? secret = Secret) =>
        WhatsAppSignature.Matches(secret, Encoding.UTF8.GetBytes(body), header);

    [Fact]
    public void A_published_vector_matches() =>
        // RFC 4231, test case 2: independent of our own computation.
        Assert.True(Matches("what do ya want for nothing?", "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "Jefe"));

    [Fact]
    public void The_body_is_hashed_as_it_came() => Assert.True(Matches(Golden, Sign(Golden)));

    [Fact]
    public void One_flipped_bit_is_seen()
    {
        var body = Encoding.UTF8.GetBytes(Golden);
        for (var i = 0; i < body.Length; i++)
        {
            body[i] ^= 1;
            Assert.False(WhatsAppSignature.Matches(Secret, body, Sign(Golden)));
            body[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Without_a_secret_nothing_matches(string? secret) => Assert.False(Matches(Golden, Sign(Golden, ""), secret));

    [Fact]
    public void Another_secret_does_not_match() => Assert.False(Matches(Golden, Sign(Golden, "another")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    public void A_missing_or_short_header_does_not_match(string? header) => Assert.False(Matches(Golden, header));

    [Fact]
    public void Only_the_exact_form_of_the_header_matches()
    {
        var right = Sign(Golden);
        string[] wrong =
        [
            right.ToUpperInvariant(),
            "sha256=" + right[7..].ToUpperInvariant(),
            "SHA256=" + right[7..],
            right + " ",
            " " + right,
            right + "\n",
            right + "," + right,
            right[..^1],
            right[7..],
            "sha1=" + right[7..],
            "sha256=" + new string('0', 64),
            "sha256=" + new string('g', 64),
        ];
        Assert.All(wrong, header => Assert.False(Matches(Golden, header)));
    }

    [Fact]
    public void An_empty_body_is_signed_like_any_other()
    {
        Assert.True(Matches("", Sign("")));
        Assert.False(Matches("", Sign("x")));
    }

    [Fact]
    public void Letters_that_lost_their_escapes_still_match_the_escaped_form()
    {
        const string signed = """{"body":"ol\u00e1 \ud83d\ude00"}""";
        Assert.True(Matches("""{"body":"olá 😀"}""", Sign(signed)));
        Assert.False(Matches("""{"body":"ola 😀"}""", Sign(signed)));
    }
}
