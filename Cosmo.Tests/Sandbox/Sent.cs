using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

/// <summary>The requests that the tests send.</summary>
internal static class Sent
{
    public static object Text(string body, string to = "+34600000001", string? callback = null) => new
    {
        messaging_product = "whatsapp",
        recipient_type = "individual",
        to,
        type = "text",
        text = new { body },
        biz_opaque_callback_data = callback,
    };

    public static object To(string recipient) => new
    {
        messaging_product = "whatsapp",
        recipient,
        type = "text",
        text = new { body = "Merhaba" },
    };

    public static object Buttons(params string[] titles) => Interactive(new
    {
        type = "button",
        body = new { text = "Choose" },
        action = new { buttons = titles.Select((title, at) => new { type = "reply", reply = new { id = $"b{at}", title } }) },
    });

    public static object List(int rows, string title = "Row") => Interactive(new
    {
        type = "list",
        body = new { text = "Choose" },
        action = new
        {
            button = "Open",
            sections = new[] { new { title = "All", rows = Enumerable.Range(0, rows).Select(at => new { id = $"r{at}", title = $"{title} {at}", description = "Why" }) } },
        },
    });

    public static object Template(string name, string language, params string[] parameters) => new
    {
        messaging_product = "whatsapp",
        to = "+34600000001",
        type = "template",
        template = new
        {
            name,
            language = new { code = language },
            components = new[] { new { type = "body", parameters = parameters.Select(text => new { type = "text", text }) } },
        },
    };

    public static object NewTemplate(string name = "order_update", string body = "Hi {{1}}, order {{2}} is here.", string language = "en_US") => new
    {
        name,
        language,
        category = "utility",
        parameter_format = "positional",
        components = new object[]
        {
            new { type = "body", text = body, example = new { body_text = new[] { new[] { "Ann", "42" } } } },
            new { type = "buttons", buttons = new[] { new { type = "quick_reply", text = "Call me" } } },
        },
    };

    public static string Templates => $"v26.0/{DefaultSandboxCast.Business.WabaId}/message_templates";

    private static object Interactive(object interactive) => new
    {
        messaging_product = "whatsapp",
        to = "+34600000001",
        type = "interactive",
        interactive,
    };
}
