namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Where a file of Meta's may be fetched from. Our access token goes along, so it must not be anywhere else.</summary>
public static class MediaHosts
{
    private static readonly string[] Suffixes = [".fbsbx.com", ".fbcdn.net", ".facebook.com", ".whatsapp.net"];

    /// <summary>True for https at Meta's file servers, and for the very server the Graph API is set to.</summary>
    public static bool IsAllowed(string url, GraphOptions options)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
            return false;

        var graph = new Uri(options.BaseUrl, UriKind.Absolute);
        if (address.Scheme == graph.Scheme && address.Port == graph.Port && string.Equals(address.IdnHost, graph.IdnHost, StringComparison.OrdinalIgnoreCase))
            return true;
        return address.Scheme == Uri.UriSchemeHttps
            && address.IsDefaultPort
            && Suffixes.Any(suffix => address.IdnHost.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
    }
}
