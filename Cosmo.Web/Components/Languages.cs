using System.Globalization;

namespace Cosmo.Web.Components;

/// <summary>The languages that the pages are written in, each by the name it has for itself.</summary>
internal static class Languages
{
    public static readonly IReadOnlyList<CultureInfo> All = [new("en"), new("es"), new("ar")];

    public static CultureInfo? Find(string? name) => All.FirstOrDefault(c => c.Name == name);
}
