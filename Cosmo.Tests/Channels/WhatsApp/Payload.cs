using System.Text;
using Cosmo.Core.Channels.WhatsApp;

namespace Cosmo.Tests.Channels.WhatsApp;

/// <summary>The recorded and documented bodies under Contracts/Payloads.</summary>
internal static class Payload
{
    /// <summary>When all of them have just been received.</summary>
    public static readonly DateTimeOffset ReceivedAt = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Contracts", "Payloads", "whatsapp");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order();

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json"));

    public static IReadOnlyList<WebhookItem> Items(string name) => WhatsAppEnvelope.Read(Encoding.UTF8.GetBytes(Text(name)));

    public static InboundMessage Message(string name)
    {
        var item = Assert.Single(Items(name));
        Assert.Equal(ItemKind.Message, item.Kind);
        return Assert.IsType<InboundMessage>(WhatsAppMessage.Read(item.Json, ReceivedAt));
    }

    public static WhatsAppStatus Status(string name)
    {
        var item = Assert.Single(Items(name));
        Assert.Equal(ItemKind.Status, item.Kind);
        return Assert.IsType<WhatsAppStatus>(WhatsAppStatus.Read(item.Json, ReceivedAt));
    }

    public static T Notice<T>(string name, ItemKind kind = ItemKind.Notice) where T : WhatsAppNotice
    {
        var item = Assert.Single(Items(name));
        Assert.Equal(kind, item.Kind);
        return Assert.IsType<T>(WhatsAppNotice.Read(item.Json, ReceivedAt));
    }
}
