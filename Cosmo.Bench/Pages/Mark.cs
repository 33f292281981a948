using System.Buffers.Text;
using System.Globalization;

namespace Cosmo.Bench.Pages;

/// <summary>A text that stands in one message only, so that whoever sees it knows which message is shown.</summary>
internal static class Mark
{
    /// <summary>The same as a pattern of a browser.</summary>
    public const string Pattern = @"Mark(\d+)m";

    private const byte End = (byte)'m';
    private static ReadOnlySpan<byte> Begin => "Mark"u8;

    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"Mark{number}m");

    /// <summary>Writes down the marks in a piece of UTF-8 that were not seen before; safe while others read.</summary>
    public static void Note(ReadOnlySpan<byte> text, IDictionary<int, long> seen, TimeProvider clock)
    {
        for (var at = text.IndexOf(Begin); at >= 0; at = text.IndexOf(Begin))
        {
            text = text[(at + Begin.Length)..];
            if (Utf8Parser.TryParse(text, out int number, out var length) && length < text.Length && text[length] == End && !seen.ContainsKey(number))
                seen[number] = clock.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }
}
