using Cosmo.Core.Assistant;

namespace Cosmo.Core.TeamThread;

/// <summary>Small pieces that several messages to members share.</summary>
internal static class Meanings
{
    /// <summary>What a customer's words mean in a member's language; null where it is that language, or nobody can tell.</summary>
    /// <returns>The translation, with what a model was asked for it.</returns>
    public static async Task<Translation?> OfAsync(ITranslator translator, string text, string? from, string to, CancellationToken cancel) =>
        from is null || from == to || text.Length == 0 ? null : await translator.TranslateAsync(text, from, to, cancel);

    public static string Line(Listener listener, string? meaning) => meaning is null ? "" : listener.Say("meaning", ("text", meaning));

    /// <summary>The rest of a window in hours and minutes.</summary>
    public static string Left(TimeSpan left) =>
        left.TotalHours >= 1 ? $"{(int)left.TotalHours} h" : $"{(int)left.TotalMinutes} min";
}
