using System.Collections.Frozen;
using System.Globalization;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant.AutoResponses;

/// <summary>What was chosen for the automatic messages. Without any choice all of them are sent, with the built-in texts.</summary>
/// <param name="Texts">Those that were written, by kind and language (ISO 639-1).</param>
/// <param name="Off">Kinds that are not sent.</param>
/// <param name="WaitMinutes">So many minutes of business hours without a person's answer are a long wait.</param>
/// <param name="Business">What the business is called.</param>
public sealed record AutoBook(IReadOnlyDictionary<(AutoKind Kind, string Language), string> Texts, IReadOnlySet<AutoKind> Off, int WaitMinutes, string Business)
{
    /// <summary>A long wait where nobody has chosen: half the usual target of a first answer.</summary>
    public const int UsualWaitMinutes = 30;

    /// <summary>The shortest and the longest wait that can be chosen. After a day the customer's window is closed.</summary>
    public const int FewestWaitMinutes = 5, MostWaitMinutes = 1380;

    /// <summary>How the keys of its settings begin.</summary>
    internal const string Prefix = "Auto:";

    /// <summary>The setting of <see cref="Off"/>: kinds, separated by commas.</summary>
    internal const string OffKey = Prefix + "Off";

    /// <summary>The setting of <see cref="WaitMinutes"/>.</summary>
    internal const string WaitKey = Prefix + "WaitMinutes";

    private const string TextPrefix = Prefix + "Text:";

    private static readonly CompiledList<string, Setting> s_kept = new((db, prefix) =>
        db.Set<Setting>().AsNoTracking().Where(s => s.Key.StartsWith(prefix) || s.Key == SettingsStore.BusinessNameKey));

    /// <summary>What holds where nobody has chosen anything.</summary>
    public static AutoBook Unchanged { get; } = Of(FrozenDictionary<string, string>.Empty);

    /// <summary>What holds in this context's transaction.</summary>
    public static async Task<AutoBook> ReadAsync(CosmoContext db) => Of((await s_kept.RunAsync(db, Prefix)).ToDictionary(s => s.Key, s => s.Value));

    /// <summary>Reads the settings; what cannot be understood counts as not chosen.</summary>
    public static AutoBook Of(IReadOnlyDictionary<string, string> kept) => new(
        kept.Where(s => s.Key.StartsWith(TextPrefix, StringComparison.Ordinal))
            .Select(s => (Parts: s.Key[TextPrefix.Length..].Split(':'), s.Value))
            .Where(t => t.Parts.Length == 2 && Enum.TryParse<AutoKind>(t.Parts[0], out _))
            .ToFrozenDictionary(t => (Enum.Parse<AutoKind>(t.Parts[0]), t.Parts[1]), t => t.Value),
        kept.GetValueOrDefault(OffKey, "").Split(',').Where(k => Enum.TryParse<AutoKind>(k, out _)).Select(Enum.Parse<AutoKind>).ToFrozenSet(),
        int.TryParse(kept.GetValueOrDefault(WaitKey), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            ? Math.Clamp(minutes, FewestWaitMinutes, MostWaitMinutes)
            : UsualWaitMinutes,
        kept.GetValueOrDefault(SettingsStore.BusinessNameKey, SettingsStore.UnnamedBusiness));

    /// <summary>The key under which a text is kept.</summary>
    public static string TextKey(AutoKind kind, string language) => $"{TextPrefix}{kind}:{language}";

    public bool IsOn(AutoKind kind) => !Off.Contains(kind);

    /// <summary>What is sent, before its variables are filled: the text that was written for the language, else the built-in one.</summary>
    /// <param name="language">ISO 639-1; English where it is none of the eleven.</param>
    public string TextOf(AutoKind kind, string language) =>
        Texts.GetValueOrDefault((kind, Acknowledgements.Known(language))) ?? AutoDefaults.Of(kind, language);
}
