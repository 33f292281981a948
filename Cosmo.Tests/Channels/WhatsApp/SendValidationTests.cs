using Cosmo.Core;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class SendValidationTests
{
    private static readonly WhatsAppRecipient Ana = new("+351910000001", null);

    private static string Letters(int count) => new('a', count);

    private static string? Code(WhatsAppSend send) => send.Validate()?.Code;

    private static ReplyButton[] Buttons(int count) => [.. Enumerable.Range(0, count).Select(i => new ReplyButton($"id{i}", $"Title {i}"))];

    private static ListRow[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => new ListRow($"id{i}", $"Title {i}"))];

    [Theory]
    [InlineData(0, "whatsapp.missing")]
    [InlineData(1, null)]
    [InlineData(4096, null)]
    [InlineData(4097, "whatsapp.too-long")]
    public void A_text_has_1_to_4096_characters(int length, string? code) =>
        Assert.Equal(code, Code(new TextSend(Letters(length)) { To = Ana }));

    [Theory]
    [InlineData(null, null, "whatsapp.no-recipient")]
    [InlineData("", "", "whatsapp.no-recipient")]
    [InlineData("+12", null, "whatsapp.bad-phone")]
    [InlineData("0351910000001", null, "whatsapp.bad-phone")]
    [InlineData("+1234567890123456", null, "whatsapp.bad-phone")]
    [InlineData("351 910 000 001", null, null)]
    [InlineData(null, "US.13491208655302741918", null)]
    [InlineData(null, "US.ENT.11815799212886844830", null)]
    [InlineData(null, "US.1/../messages", "whatsapp.no-recipient")]
    [InlineData(null, "13491208655302741918", "whatsapp.no-recipient")]
    public void A_recipient_is_a_phone_or_a_user_id(string? phone, string? userId, string? code) =>
        Assert.Equal(code, Code(new TextSend("x") { To = new(phone, userId) }));

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, "whatsapp.too-long")]
    public void Callback_data_has_at_most_512_characters(int length, string? code) =>
        Assert.Equal(code, Code(new TextSend("x") { To = Ana, CallbackData = Letters(length) }));

    [Theory]
    [InlineData(0, "whatsapp.count")]
    [InlineData(3, null)]
    [InlineData(4, "whatsapp.count")]
    public void There_are_1_to_3_buttons(int count, string? code) =>
        Assert.Equal(code, Code(new ButtonsSend("x", Buttons(count)) { To = Ana }));

    [Fact]
    public void Buttons_keep_to_their_lengths_and_differ()
    {
        Assert.Null(Code(new ButtonsSend(Letters(1024), [new(Letters(256), Letters(20))], Letters(60), null, Letters(60)) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new ButtonsSend(Letters(1025), Buttons(1)) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new ButtonsSend("x", [new("a", Letters(21))]) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new ButtonsSend("x", [new(Letters(257), "a")]) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new ButtonsSend("x", Buttons(1), Letters(61)) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new ButtonsSend("x", Buttons(1), Footer: Letters(61)) { To = Ana }));
        Assert.Equal("whatsapp.missing", Code(new ButtonsSend("x", [new("a", " ")]) { To = Ana }));
        Assert.Equal("whatsapp.same-title", Code(new ButtonsSend("x", [new("a", "Yes"), new("b", "Yes")]) { To = Ana }));
        Assert.Equal("whatsapp.same-id", Code(new ButtonsSend("x", [new("a", "Yes"), new("a", "No")]) { To = Ana }));
    }

    [Fact]
    public void A_list_keeps_to_its_limits()
    {
        static string? Of(params ListSection[] sections) => Code(new ListSend("x", "Open", sections) { To = Ana });

        Assert.Null(Of(new ListSection(null, Rows(10))));
        Assert.Equal("whatsapp.count", Of());
        Assert.Equal("whatsapp.count", Of(new ListSection("a", Rows(11))));
        Assert.Equal("whatsapp.count", Of(new ListSection("a", Rows(2)), new ListSection("b", [])));
        Assert.Equal("whatsapp.section-title", Of(new ListSection("a", Rows(1)), new ListSection(null, [new("z", "z")])));
        Assert.Equal("whatsapp.same-id", Of(new ListSection("a", Rows(1)), new ListSection("b", Rows(1))));
        Assert.Equal("whatsapp.too-long", Of(new ListSection("a", [new("a", Letters(25))])));
        Assert.Equal("whatsapp.too-long", Of(new ListSection("a", [new(Letters(201), "a")])));
        Assert.Equal("whatsapp.too-long", Of(new ListSection("a", [new("a", "a", Letters(73))])));
        Assert.Equal("whatsapp.too-long", Of(new ListSection(Letters(25), Rows(1))));
        Assert.Equal("whatsapp.too-long", Code(new ListSend("x", Letters(21), [new(null, Rows(1))]) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new ListSend(Letters(4097), "Open", [new(null, Rows(1))]) { To = Ana }));
    }

    [Theory]
    [InlineData("one line", true)]
    [InlineData("four    spaces", true)]
    [InlineData("five     spaces", false)]
    [InlineData("", false)]
    [InlineData("   ", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\rb", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\u2028b", false)]
    public void A_templates_value_stays_on_one_line(string text, bool allowed)
    {
        Assert.Equal(allowed, TemplateText.IsAllowed(text));
        Assert.Equal(allowed ? null : "whatsapp.template-value", Code(new TemplateSend("a", "en", [new(text)]) { To = Ana }));
    }

    [Fact]
    public void Flattened_words_fit_a_template()
    {
        const string words = "  Dear all,\r\n\r\n\tplease      look \u2028 here\n";
        Assert.Equal("Dear all, please look here", TemplateText.Flatten(words));
        Assert.True(TemplateText.IsAllowed(TemplateText.Flatten(words)));
    }

    [Fact]
    public void A_template_keeps_to_its_rules()
    {
        Assert.Equal("whatsapp.template-name", Code(new TemplateSend("Order", "en", []) { To = Ana }));
        Assert.Equal("whatsapp.template-name", Code(new TemplateSend("", "en", []) { To = Ana }));
        Assert.Equal("whatsapp.template-language", Code(new TemplateSend("a", "", []) { To = Ana }));
        Assert.Equal("whatsapp.mixed-names", Code(new TemplateSend("a", "en", [new("x", "name"), new("y")]) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new TemplateSend("a", "en", [], Rendered: Letters(1025)) { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new TemplateSend("a", "en", [new(Letters(1025))]) { To = Ana }));
        Assert.Equal("whatsapp.missing", Code(new TemplateSend("a", "en", [], Buttons: [new(0, TemplateButtonKind.Url, "")]) { To = Ana }));
    }

    [Fact]
    public void Files_and_reactions_keep_to_their_rules()
    {
        Assert.Equal("whatsapp.missing", Code(new MediaSend(MediaKind.Image, "") { To = Ana }));
        Assert.Equal("whatsapp.no-caption", Code(new MediaSend(MediaKind.Audio, "1", "words") { To = Ana }));
        Assert.Equal("whatsapp.no-caption", Code(new MediaSend(MediaKind.Sticker, "1", "words") { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new MediaSend(MediaKind.Image, "1", Letters(1025)) { To = Ana }));
        Assert.Null(Code(new MediaSend(MediaKind.Image, "1", Letters(1024)) { To = Ana }));
        Assert.Equal("whatsapp.one-emoji", Code(new ReactionSend("wamid.1", "👍👍") { To = Ana }));
        Assert.Null(Code(new ReactionSend("wamid.1", "👨‍👩‍👧") { To = Ana }));
        Assert.Null(Code(new ReactionSend("wamid.1", "") { To = Ana }));
        Assert.Equal("whatsapp.missing", Code(new ReactionSend("", "👍") { To = Ana }));
        Assert.Equal("whatsapp.too-long", Code(new ContactRequestSend(Letters(1025)) { To = Ana }));
    }

    [Fact]
    public void A_refusal_says_what_is_too_long()
    {
        var refusal = new TextSend(Letters(5000)) { To = Ana }.Validate();
        Assert.Equal(new Refusal("whatsapp.too-long", "The text has 5000 characters; WhatsApp takes 4096."), refusal);
    }
}
