using System.Globalization;

namespace Cosmo.Web.Components;

/// <summary>The languages of the program.</summary>
internal static class Languages
{
    /// <summary>The languages that the pages are written in, each by the name it has for itself.</summary>
    public static readonly IReadOnlyList<CultureInfo> All = [new("en"), new("es"), new("ar")];

    /// <summary>Codes of the languages that the assistant and the notification number have words in.</summary>
    public static readonly IReadOnlyList<string> Spoken = ["en", "es", "ar", "de", "fr", "hi", "id", "it", "nl", "pt", "tr"];

    public static CultureInfo? Find(string? name) => All.FirstOrDefault(c => c.Name == name);
}
