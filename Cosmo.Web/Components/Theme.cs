namespace Cosmo.Web.Components;

/// <summary>How the pages are coloured. Read from a cookie on the server, so that the first paint is already right.</summary>
internal sealed class Theme
{
    public const string Cookie = "cosmo-theme";

    public static readonly Theme System = new("system",
        new Sheet("_content/Radzen.Blazor/css/standard-base.css", "(prefers-color-scheme: light)"),
        new Sheet("_content/Radzen.Blazor/css/standard-dark-base.css", "(prefers-color-scheme: dark)"));

    public static readonly Theme Light = new("light", new Sheet("_content/Radzen.Blazor/css/standard-base.css", null));
    public static readonly Theme Dark = new("dark", new Sheet("_content/Radzen.Blazor/css/standard-dark-base.css", null));
    public static readonly IReadOnlyList<Theme> All = [System, Light, Dark];

    private Theme(string name, params IReadOnlyList<Sheet> sheets) => (Name, Sheets) = (name, sheets);

    public string Name { get; }

    /// <summary>The kit's own style sheets; the browser skips one whose media query does not match.</summary>
    public IReadOnlyList<Sheet> Sheets { get; }

    public static Theme? Find(string? name) => All.FirstOrDefault(t => t.Name == name);

    public static Theme Of(HttpRequest request) => Find(request.Cookies[Cookie]) ?? System;

    internal sealed record Sheet(string Path, string? Media);
}
