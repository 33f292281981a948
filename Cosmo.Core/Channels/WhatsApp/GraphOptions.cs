using System.ComponentModel.DataAnnotations;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Where Meta's Graph API is. Section "Graph" of the configuration; may change while we run.</summary>
public sealed class GraphOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Graph";
    /// <summary>Meta's own address, version 26.0 of July 2026.</summary>
    public const string DefaultBaseUrl = "https://graph.facebook.com/v26.0/";

    /// <summary>How long a call may take before we stop waiting for its answer.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Well below the lease of whoever sends: else the send counts as lost while its answer is still awaited.</summary>
    public static readonly TimeSpan LongestTimeout = Work.WorkEngine.Lease * 0.75;

    /// <summary>How long a file may take in either direction: the largest document has 100 MB.</summary>
    public static readonly TimeSpan FileTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The address with its version, with or without a slash at the end.</summary>
    public string BaseUrl { get; set; } = DefaultBaseUrl;

    /// <summary>How long a call may take.</summary>
    public TimeSpan Timeout { get; set; } = DefaultTimeout;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            yield return new("Graph:BaseUrl is not an http or https address.", [nameof(BaseUrl)]);
        if (Timeout <= TimeSpan.Zero || Timeout > LongestTimeout)
            yield return new($"Graph:Timeout must be more than nothing and at most {LongestTimeout.TotalSeconds:0} seconds.", [nameof(Timeout)]);
    }

    /// <summary>The address of a path below the base.</summary>
    internal Uri Address(string path) => new(BaseUrl.TrimEnd('/') + "/" + path, UriKind.Absolute);
}
