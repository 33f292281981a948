using System.Security.Cryptography;
using System.Text;

namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// What a model said to questions that hold nothing of a customer, for whoever asks the same to the letter: the same words in the same
/// language, with the same passages and the same choice of decisions. Of a question only its hash is kept, and all of it only in memory.
/// </summary>
internal sealed class AnswerMemory(TimeProvider clock)
{
    /// <summary>Answers that are kept; the oldest one goes first.</summary>
    public const int Most = 1000;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Answer, DateTimeOffset Until)> _known = [];
    private readonly Queue<(string Key, DateTimeOffset Until)> _order = [];

    /// <summary>The key of a question.</summary>
    /// <param name="instruction">What the model is told.</param>
    /// <param name="data">What it works on, as JSON.</param>
    public static string KeyOf(string instruction, string data) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{instruction}\0{data}")));

    /// <summary>The answer as the model wrote it; null where none is known any more.</summary>
    public string? Find(string key)
    {
        lock (_lock)
            return _known.TryGetValue(key, out var known) && known.Until > clock.GetUtcNow() ? known.Answer : null;
    }

    /// <summary>Keeps an answer that was found good.</summary>
    public void Keep(string key, string answer)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            _known[key] = (answer, now + Lasts);
            _order.Enqueue((key, now + Lasts));
            // An answer that was kept again is in the row twice; only its later place counts.
            while (_order.TryPeek(out var oldest) && (_order.Count > Most || oldest.Until <= now))
            {
                _order.Dequeue();
                if (_known.TryGetValue(oldest.Key, out var known) && known.Until <= oldest.Until)
                    _known.Remove(oldest.Key);
            }
        }
    }
}
