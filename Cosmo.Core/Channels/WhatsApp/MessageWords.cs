using System.Globalization;
using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Puts messages that are not text into a line that can be shown and searched.</summary>
internal static class MessageWords
{
    public static string OfLocation(JsonElement location, double latitude, double longitude)
    {
        var named = Join(", ", [location.Text("name"), location.Text("address")]);
        return named.Length > 0 ? named : string.Create(CultureInfo.InvariantCulture, $"{latitude:0.#####}, {longitude:0.#####}");
    }

    public static string OfContacts(JsonElement message)
    {
        var names = Join(", ", message.Items("contacts").Select(contact =>
            contact.Member("name").Text("formatted_name")
            ?? contact.Member("name").Text("first_name")
            ?? contact.Member("org").Text("company")
            ?? contact.First("phones").Text("phone")
            ?? contact.First("phones").Text("wa_id")));
        return names.Length > 0 ? names : "contacts";
    }

    /// <summary>Such as "Love these! (2 × di9ozbzfi4 at 30 USD)".</summary>
    public static string OfOrder(JsonElement order)
    {
        var items = Join(", ", order.Items("product_items").Select(item =>
            item.Text("product_retailer_id") is { } product
                ? $"{item.Text("quantity") ?? "1"} × {product}{PriceOf(item)}"
                : null));
        return (order.Text("text"), items) switch
        {
            ({ } text, "") => text,
            ({ } text, _) => $"{text} ({items})",
            (null, "") => "order",
            (null, _) => items,
        };
    }

    private static string PriceOf(JsonElement item) =>
        item.Text("item_price") is { } price ? $" at {price} {item.Text("currency")}".TrimEnd() : "";

    private static string Join(string separator, IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
