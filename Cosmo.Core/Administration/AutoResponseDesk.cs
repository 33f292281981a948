using System.Globalization;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>What administrators decide on automatic messages. Every change is checked here against who asks for it.</summary>
public sealed class AutoResponseDesk(Changes changes, IDbContextFactory<CosmoContext> contexts)
{
    public static readonly Refusal TooLong = new("auto.too-long", string.Create(CultureInfo.InvariantCulture,
        $"With its variables filled in, the text has to fit into {WhatsAppLimits.TextBody} characters."));

    public static readonly Refusal NoLanguage = new("auto.language", "There are no built-in texts in this language.");

    public static readonly Refusal OutOfRange = new("auto.minutes", string.Create(CultureInfo.InvariantCulture,
        $"Choose {AutoBook.FewestWaitMinutes} to {AutoBook.MostWaitMinutes} minutes."));

    /// <summary>The code of the refusal of a text with something in { } that is no variable.</summary>
    public const string UnknownVariable = "auto.variable";

    /// <summary>What holds now.</summary>
    public async Task<AutoBook> ReadAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await AutoBook.ReadAsync(db);
    }

    /// <summary>Keeps a text of a kind for one language; nothing, or the built-in text word for word, means that the built-in one is sent.</summary>
    /// <param name="language">One of <see cref="Acknowledgements.Languages"/>.</param>
    /// <returns>A refusal where a variable is unknown (<see cref="UnknownVariable"/>) or the text is too long.</returns>
    public Task<Refusal?> WriteAsync(AutoKind kind, string language, string text, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            if (!Acknowledgements.Languages.Contains(language))
                return NoLanguage;
            if (AutoText.Unknown(kind, text) is [var unknown, ..])
                return new(UnknownVariable, $"There is no variable {{{unknown}}} here. Known are {string.Join(", ", AutoText.Variables(kind).Select(v => $"{{{v}}}"))}.");
            if (!AutoText.Fits(kind, text))
                return TooLong;
            var written = text.Trim();
            await KeptSettings.KeepAsync(change, AutoBook.TextKey(kind, language), written == AutoDefaults.Of(kind, language) ? "" : written, cancel);
            return null;
        },
        cancel);

    /// <summary>Chooses what is sent, and when a wait is long.</summary>
    /// <param name="off">Kinds that are not sent.</param>
    /// <param name="waitMinutes">Minutes of business hours; tickets that wait already are looked at when their own time comes.</param>
    public Task<Refusal?> ChooseAsync(IReadOnlyCollection<AutoKind> off, int waitMinutes, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            if (waitMinutes is < AutoBook.FewestWaitMinutes or > AutoBook.MostWaitMinutes)
                return OutOfRange;
            await KeptSettings.KeepAsync(change, AutoBook.OffKey, string.Join(',', off.Distinct().Order()), cancel);
            await KeptSettings.KeepAsync(change, AutoBook.WaitKey, waitMinutes.ToString(CultureInfo.InvariantCulture), cancel);
            return null;
        },
        cancel);

    private Task<Refusal?> AsAdministratorAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is null)
                return TeamRefusals.NotAllowed;
            change.Tell(Topic.Rules);
            return await decide(change);
        },
        cancel);
}
