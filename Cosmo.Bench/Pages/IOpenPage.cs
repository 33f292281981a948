namespace Cosmo.Bench.Pages;

/// <summary>A page that somebody keeps open; it writes down when it first showed each marked message.</summary>
internal interface IOpenPage : IAsyncDisposable
{
    /// <summary>Whether a real browser shows it.</summary>
    bool InBrowser { get; }

    /// <summary>The number of each mark shown so far, and when it was first seen, in milliseconds since 1970.</summary>
    Task<IReadOnlyDictionary<int, long>> SeenAsync();
}
