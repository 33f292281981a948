using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace Cosmo.Core.Assistant.BuiltIn.Language;

/// <summary>
/// How much each byte n-gram speaks for each language: the tables of eld (see LICENSE-eld.txt beside this file)
/// in an open-addressing hash table, read once from the embedded resource.
/// </summary>
internal sealed class NgramTable
{
    private readonly ulong[] _slots;
    private readonly int[] _firsts;
    private readonly byte[] _counts;
    private readonly byte[] _languages;
    private readonly byte[] _scores;
    private readonly int _mask;

    private NgramTable(string[] codes, byte[] body)
    {
        Codes = codes;
        var rows = BinaryPrimitives.ReadInt32LittleEndian(body);
        var keys = body.AsSpan(4, rows * 6);
        var counts = body.AsSpan(4 + rows * 6, rows);
        var pairs = 0;
        foreach (var count in counts)
            pairs += count;
        _languages = body.AsSpan(4 + rows * 7, pairs).ToArray();
        _scores = body.AsSpan(4 + rows * 7 + pairs, pairs).ToArray();

        var size = (int)BitOperations.RoundUpToPowerOf2((uint)rows * 2);
        (_slots, _firsts, _counts, _mask) = (new ulong[size], new int[size], new byte[size], size - 1);
        var first = 0;
        for (var row = 0; row < rows; row++)
        {
            ulong key = 0;
            for (var column = 5; column >= 0; column--)
                key = key << 8 | keys[column * rows + row];
            var slot = Home(key);
            while (_slots[slot] != 0)
                slot = slot + 1 & _mask;
            (_slots[slot], _firsts[slot], _counts[slot]) = (key, first, counts[row]);
            first += counts[row];
        }
    }

    /// <summary>ISO 639-1 codes, in the order of the scores.</summary>
    public string[] Codes { get; }

    public static NgramTable Read()
    {
        using var packed = EmbeddedText.Open("Language.ngrams.bin");
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        var bytes = plain.ToArray();
        var line = Array.IndexOf(bytes, (byte)'\n');
        return new(Encoding.ASCII.GetString(bytes, 0, line).Split(' '), bytes[(line + 1)..]);
    }

    /// <summary>Adds the n-gram's scores to <paramref name="totals"/>. The key holds up to six bytes, the last one lowest.</summary>
    public void Add(ulong key, Span<int> totals)
    {
        for (var slot = Home(key); _slots[slot] != 0; slot = slot + 1 & _mask)
        {
            if (_slots[slot] != key)
                continue;
            var end = _firsts[slot] + _counts[slot];
            for (var i = _firsts[slot]; i < end; i++)
                totals[_languages[i]] += _scores[i];
            return;
        }
    }

    private int Home(ulong key) => (int)(key * 0x9E3779B97F4A7C15UL >> 40) & _mask;
}
