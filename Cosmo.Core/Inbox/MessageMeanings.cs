using System.Collections.Concurrent;
using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;

namespace Cosmo.Core.Inbox;

/// <summary>
/// What customers' messages mean in a member's language, for whoever reads them at a page. Kept in memory and shared: a text is translated once,
/// however many look at it and however often. Safe from any thread.
/// </summary>
public sealed class MessageMeanings(ITranslator translator, TimeProvider clock)
{
    /// <summary>The newest messages of a conversation that are translated by themselves: a model costs money, and what is older was read before.</summary>
    public const int MostAtOnce = 10;

    /// <summary>Translations that are kept; then all are forgotten.</summary>
    private const int MostKept = 5000;

    /// <summary>What could not be translated is tried again only after so long: a model that answers badly costs money each time.</summary>
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(Guid MessageId, string Language, string Text), Asked> _known = [];

    /// <summary>The messages among the newest that have something to translate, the newest first.</summary>
    public static IReadOnlyList<ThreadMessage> Of(ThreadPart part) =>
        [.. part.Messages.Where(m => m is { Author: Author.Customer, IsRevoked: false, Text.Length: > 0 } && HasWords(m.Kind)).TakeLast(MostAtOnce).Reverse()];

    /// <summary>What a message means.</summary>
    /// <param name="from">ISO 639-1 code of the customer's language; null where it is not known.</param>
    /// <param name="to">ISO 639-1 code of the reader's language.</param>
    /// <param name="cancel">Stops waiting; the translation goes on for whoever asks next.</param>
    /// <returns>Null where it is that language, or no engine can tell: half a translation misleads.</returns>
    public async Task<string?> FindAsync(ThreadMessage message, string? from, string to, CancellationToken cancel)
    {
        if (from is null || from == to)
            return null;
        if (_known.Count > MostKept)
            _known.Clear();
        // A message that was edited is another text.
        var (key, text, now) = ((message.Id, to, message.Text), message.Text, clock.GetUtcNow());
        var asked = _known.AddOrUpdate(key, _ => Ask(), (_, old) => old.IsVain && now - old.At > s_again ? Ask() : old);
        return await asked.Meaning.Value.WaitAsync(cancel);

        Asked Ask() => new(now, new(() => Task.Run(async () => (await translator.TranslateAsync(text, from, to, CancellationToken.None))?.Text, CancellationToken.None)));
    }

    private static bool HasWords(MessageKind kind) => kind is not (MessageKind.Location or MessageKind.Contacts or MessageKind.Order or MessageKind.Unsupported);

    private sealed record Asked(DateTimeOffset At, Lazy<Task<string?>> Meaning)
    {
        public bool IsVain => Meaning is { IsValueCreated: true, Value.IsCompleted: true } && (!Meaning.Value.IsCompletedSuccessfully || Meaning.Value.Result is null);
    }
}
