using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cosmo.Core.Notifications.Push;

namespace Cosmo.Tests.Notifications.Push;

/// <summary>The encryption of messages, against the example of RFC 8291 and against what a browser does.</summary>
public sealed class PushCipherTests
{
    // RFC 8291, section 5 and appendix A.
    private const string Text = "When I grow up, I want to be a watermelon";
    private const string Browser = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Secret = "BTBZMqHH6r4Tts7J_aSIgg";
    private const string Sender = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string SenderPrivate = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string Salt = "DGv6ra1nlYgDCS1FRnbzlw";
    private const string Body =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_" +
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    [Fact]
    public void The_example_of_the_standard_comes_out_byte_for_byte()
    {
        var point = Bytes(Sender);
        using var sender = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Bytes(SenderPrivate),
            Q = new() { X = point[1..33], Y = point[33..] },
        });

        var body = PushCipher.Encrypt(Encoding.UTF8.GetBytes(Text), Bytes(Browser), Bytes(Secret), sender, Bytes(Salt));

        Assert.Equal(Body, Base64Url.EncodeToString(body));
    }

    [Fact]
    public void The_browser_reads_it_and_no_two_are_alike()
    {
        using var browser = new FakeBrowser();
        var longest = new string('x', PushCipher.LongestText);

        var first = PushCipher.Encrypt(Encoding.UTF8.GetBytes(longest), browser.Point, browser.Secret);
        var second = PushCipher.Encrypt(Encoding.UTF8.GetBytes(longest), browser.Point, browser.Secret);

        Assert.Equal((longest, longest), (browser.Read(first), browser.Read(second)));
        Assert.NotEqual(first, second);
        Assert.Equal(PushCipher.LargestBody, first.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => PushCipher.Encrypt(new byte[PushCipher.LongestText + 1], browser.Point, browser.Secret));
    }

    [Theory]
    [InlineData("https://push.example.com/send/abc", true)]
    [InlineData("http://push.example.com/send/abc", false)]
    [InlineData("https://user:word@push.example.com/send", false)]
    [InlineData("https://10.0.0.1/send", false)]
    [InlineData("https://[::1]/send", false)]
    [InlineData("https://2130706433/send", false)]
    [InlineData("https://push.example.com/send#x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/send", false)]
    public void Only_https_and_only_names_are_taken(string endpoint, bool taken) => Assert.Equal(taken, PushAddress.Parse(endpoint, Browser, Secret) is not null);

    [Fact]
    public void Keys_that_are_none_are_not_taken()
    {
        const string endpoint = "https://push.example.com/send";
        var aside = Bytes(Browser);
        aside[64] ^= 1;   // not on the curve
        Assert.Null(PushAddress.Parse(endpoint, Base64Url.EncodeToString(aside), Secret));
        Assert.Null(PushAddress.Parse(endpoint, Browser[..^4], Secret));
        Assert.Null(PushAddress.Parse(endpoint, Browser, Secret[..^4]));
        Assert.Null(PushAddress.Parse(endpoint, Browser, "not base64 at all"));
        Assert.Null(PushAddress.Parse(endpoint, null, null));
        Assert.Null(PushAddress.Parse($"https://push.example.com/{new string('x', PushSubscription.LongestEndpoint)}", Browser, Secret));
        Assert.Equal(Browser, PushAddress.Parse(endpoint, Browser + "=", Secret + "==")?.PublicKey);
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
