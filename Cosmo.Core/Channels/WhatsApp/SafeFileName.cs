using System.Globalization;
using System.Text;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Makes the name a stranger gave a file harmless.</summary>
public static class SafeFileName
{
    /// <summary>The longest name kept, in UTF-16 characters; the ending survives the cut.</summary>
    public const int MaxLength = 120;

    private static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>
    /// The name without folders, control characters, invisible and direction-changing characters (U+202E makes
    /// "invoice\u202Egpj.exe" look like a picture), reserved letters and Windows device names. Null when nothing is left.
    /// </summary>
    public static string? Of(string? name)
    {
        if (name is null)
            return null;

        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                continue;
            kept.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
        }

        var safe = Shorten(kept.ToString().Trim().Trim('.', ' '));
        if (safe.Length == 0)
            return null;
        return DeviceNames.Contains(safe.Split('.')[0].Trim()) ? "_" + safe : safe;
    }

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength)
            return name;

        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= 12 ? name[dot..] : "";
        var length = MaxLength - ending.Length;
        if (char.IsHighSurrogate(name[length - 1]))
            length--;
        return name[..length].TrimEnd(' ', '.') + ending;
    }
}
