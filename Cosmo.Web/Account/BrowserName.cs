namespace Cosmo.Web.Account;

/// <summary>A browser in words that its owner recognises.</summary>
internal static class BrowserName
{
    // The order matters: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
    private static readonly (string Mark, string Name)[] s_browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] s_systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Browser and system, such as "Firefox, Linux"; empty where the header names none that is known. Nothing of the header itself is kept.</summary>
    public static string Of(string userAgent) => string.Join(", ", new[] { Find(s_browsers, userAgent), Find(s_systems, userAgent) }.OfType<string>());

    private static string? Find((string Mark, string Name)[] known, string text) =>
        Array.Find(known, k => text.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
