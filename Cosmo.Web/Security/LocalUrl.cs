using System.Diagnostics.CodeAnalysis;

namespace Cosmo.Web.Security;

/// <summary>Where a form may lead afterwards: a page of ours, never somebody else's.</summary>
internal static class LocalUrl
{
    public const string Home = "/";

    /// <summary>The address if it stays here, else the first page. Takes what a stranger may have written.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url : Home;

    // Browsers read "//host", "/\host" and "/<tab>/host" as another site, and undo percent signs once.
    private static bool IsLocal([NotNullWhen(true)] string? url) =>
        url is ['/', ..]
        && Uri.UnescapeDataString(url) is var plain
        && plain is not ['/', '/' or '\\', ..]
        && !plain.Contains('\\', StringComparison.Ordinal)
        && !plain.Any(char.IsControl);
}
