using System.Text.RegularExpressions;

namespace Cosmo.Core.TeamThread;

/// <summary>Shows of a customer only what tells them apart. Pure.</summary>
public static partial class Masking
{
    /// <summary>"María López" as "María L."; a name of one word stays.</summary>
    public static string Name(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? Text(name) : $"{Text(parts[0])} {char.ConvertFromUtf32(char.ConvertToUtf32(parts[^1], 0))}.";
    }

    /// <summary>A text with its e-mail addresses and its long numbers (phones, cards, accounts) hidden but for their ends.</summary>
    public static string Text(string text) => LongNumber().Replace(
        Address().Replace(text, m => $"{m.Value[0]}•••@•••"),
        m => "•••" + new string([.. m.Value.Where(char.IsDigit)])[^3..]);

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")]
    private static partial Regex Address();

    // Eight digits or more, as phones, cards and accounts are written; order numbers are mostly shorter, and are needed.
    [GeneratedRegex(@"\+?\d(?:[ ()./-]?\d){7,}")]
    private static partial Regex LongNumber();
}
