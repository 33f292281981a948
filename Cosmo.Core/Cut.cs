namespace Cosmo.Core;

/// <summary>Shortens texts between letters: half of a surrogate pair is no text, and PostgreSQL refuses the row it stands in.</summary>
public static class Cut
{
    /// <summary>At most so many characters (UTF-16) from the start.</summary>
    public static string To(string text, int most) =>
        text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>The same, with "…" as the last of them where something was left out.</summary>
    public static string Shown(string text, int most) => text.Length <= most ? text : To(text, most - 1) + "…";
}
