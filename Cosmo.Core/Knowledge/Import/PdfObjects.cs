using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>
/// The objects of a PDF, found by walking over the bytes (ISO 32000-1, 7.3): the table at the end of a file is often wrong,
/// the objects themselves are not.
/// </summary>
internal sealed partial class PdfObjects
{
    private const int MostObjects = 100_000;
    private const int LargestStream = 20 * 1024 * 1024;

    private readonly Dictionary<int, (string Body, byte[]? Data)> _objects = [];
    private long _unpacked;

    private PdfObjects() { }

    /// <summary>It can only be read with a password, or with permission.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Reads all objects.</summary>
    public static PdfObjects Read(byte[] bytes)
    {
        var read = new PdfObjects();
        // One byte, one character: positions in the text are positions in the file.
        var file = Encoding.Latin1.GetString(bytes);
        read.IsEncrypted = Encrypted().IsMatch(file);
        for (var match = Start().Match(file); match.Success && read._objects.Count < MostObjects;)
        {
            var end = read.Add(file, bytes, match);
            match = Start().Match(file, end);
        }

        foreach (var (body, data) in read._objects.Values.Where(o => o.Data is not null && Packed().IsMatch(o.Body)).ToList())
            read.Unpack(body, data!);
        return read;
    }

    /// <summary>The bodies of the pages, in the order they are read.</summary>
    public IEnumerable<string> Pages()
    {
        var root = _objects.Values.Select(o => o.Body).FirstOrDefault(b => Catalog().IsMatch(b));
        var waiting = new Stack<(int Number, string Inherited)>();
        var seen = new HashSet<int>();
        if (root is not null && Reference(root, "Pages") is { } first)
            waiting.Push((first, ""));
        while (waiting.TryPop(out var next))
        {
            if (!seen.Add(next.Number) || Body(next.Number) is not { } body)
                continue;
            // What a page does not say, its parent says.
            var inherited = Value(body, "Resources") is { } own ? $"/Resources {own}" : next.Inherited;
            if (Kids().Match(body) is { Success: true } kids)
            {
                foreach (var kid in References(kids.Groups[1].Value).Reverse())
                    waiting.Push((kid, inherited));
            }
            else
            {
                yield return $"{body} {inherited}";
            }
        }
    }

    /// <summary>An object's dictionary, as it is written; null where there is none.</summary>
    public string? Body(int number) => _objects.TryGetValue(number, out var found) ? found.Body : null;

    /// <summary>An object's stream, unpacked; empty where it has none or is packed in a way that holds no text.</summary>
    public byte[] Data(int number) => _objects.TryGetValue(number, out var found) && found.Data is { } data ? Inflate(found.Body, data) : [];

    /// <summary>What stands behind a name in a dictionary: a dictionary, a list, a reference or a word.</summary>
    public static string? Value(string dictionary, string name)
    {
        var at = Regex.Match(dictionary, $@"/{Regex.Escape(name)}(?![\w.-])\s*");
        if (!at.Success)
            return null;
        var from = at.Index + at.Length;
        var depth = 0;
        for (var i = from; i < dictionary.Length; i++)
        {
            if (dictionary[i] is '<' or '[' or '(')
                depth++;
            else if (dictionary[i] is '>' or ']' or ')' && --depth <= 0)
                return depth < 0 ? dictionary[from..i].Trim() : dictionary[from..(i + 1)];
            else if (depth == 0 && dictionary[i] is '/' && i > from)
                return dictionary[from..i].Trim();
        }

        return dictionary[from..].Trim();
    }

    /// <summary>A value that may stand elsewhere, as it is written there.</summary>
    public string? Resolve(string? value) => value is null ? null : One().Match(value) is { Success: true } reference ? Body(int.Parse(reference.Groups[1].Value, CultureInfo.InvariantCulture)) : value;

    /// <summary>The number of the object that a name refers to.</summary>
    public static int? Reference(string dictionary, string name) =>
        Value(dictionary, name) is { } value && One().Match(value) is { Success: true } reference ? int.Parse(reference.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>The numbers of all objects that a value refers to.</summary>
    public static IEnumerable<int> References(string value) => Many().Matches(value).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    private int Add(string file, byte[] bytes, Match start)
    {
        var from = start.Index + start.Length;
        var end = file.IndexOf("endobj", from, StringComparison.Ordinal);
        end = end < 0 ? file.Length : end;
        var stream = file.IndexOf("stream", from, Math.Min(end - from, 64 * 1024), StringComparison.Ordinal);
        byte[]? data = null;
        var body = stream >= 0 ? file[from..stream] : file[from..end];
        if (stream >= 0)
        {
            var begin = stream + 6;
            begin += begin < file.Length && file[begin] == '\r' ? 1 : 0;
            begin += begin < file.Length && file[begin] == '\n' ? 1 : 0;
            var named = Length().Match(body) is { Success: true } length && int.TryParse(length.Groups[1].Value, CultureInfo.InvariantCulture, out var count) ? count : -1;
            // A length that leads to the end of the stream is right; else the word that ends it is looked for.
            var close = named >= 0 && begin + named <= file.Length && file.AsSpan(begin + named, Math.Min(20, file.Length - begin - named)).Contains("endstream", StringComparison.Ordinal)
                ? begin + named
                : file.IndexOf("endstream", begin, StringComparison.Ordinal);
            close = close < 0 ? file.Length : close;
            data = bytes[begin..close];
            end = Math.Max(end, close);
        }

        if (int.TryParse(start.Groups[1].Value, CultureInfo.InvariantCulture, out var number))
            _objects[number] = (body, data);
        return end;
    }

    // Objects inside a packed stream (7.5.7): pairs of number and place, then the objects.
    private void Unpack(string body, byte[] data)
    {
        var text = Encoding.Latin1.GetString(Inflate(body, data));
        if (!int.TryParse(Value(body, "First"), CultureInfo.InvariantCulture, out var first) || first > text.Length)
            return;
        var places = text[..first].Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(p => int.TryParse(p, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
        for (var i = 0; i + 1 < places.Count && _objects.Count < MostObjects; i += 2)
        {
            var from = first + places[i + 1];
            var to = i + 3 < places.Count ? first + places[i + 3] : text.Length;
            if (places[i] >= 0 && from >= first && from <= to && to <= text.Length)
                _objects.TryAdd(places[i], (text[from..to], null));
        }
    }

    private byte[] Inflate(string body, byte[] data)
    {
        var filter = Value(body, "Filter");
        if (filter is null)
        {
            // A page may name one stream a million times: what is plain counts as well.
            return (_unpacked += data.Length) > FileReader.LargestUnpacked * 2 ? throw UnreadableException.Bomb : data;
        }

        if (!filter.Contains("FlateDecode", StringComparison.Ordinal) || Many().Count(filter) > 0 || filter.Count(c => c == '/') > 1)
            return [];
        try
        {
            using var unpacked = new MemoryStream();
            using var packed = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (int count; (count = packed.Read(buffer)) > 0;)
            {
                if (unpacked.Length + count > LargestStream || (_unpacked += count) > FileReader.LargestUnpacked * 2)
                    throw UnreadableException.Bomb;
                unpacked.Write(buffer, 0, count);
            }

            return unpacked.ToArray();
        }
        catch (InvalidDataException)
        {
            return [];   // a broken stream costs its own words only
        }
    }

    [GeneratedRegex(@"(?<!\d)(\d{1,7})\s+\d{1,5}\s+obj\b")]
    private static partial Regex Start();

    [GeneratedRegex(@"/Encrypt\s+\d+\s+\d+\s+R")]
    private static partial Regex Encrypted();

    [GeneratedRegex(@"/Type\s*/ObjStm")]
    private static partial Regex Packed();

    [GeneratedRegex(@"/Type\s*/Catalog")]
    private static partial Regex Catalog();

    // References only: a list that never ends must not be read to the end of the file from each of its beginnings.
    [GeneratedRegex(@"/Kids\s*\[([^\[\]]*)\]")]
    private static partial Regex Kids();

    [GeneratedRegex(@"/Length\s+(\d+)(?!\s+\d+\s+R)")]
    private static partial Regex Length();

    [GeneratedRegex(@"^\s*(\d{1,7})\s+\d{1,5}\s+R\b")]
    private static partial Regex One();

    [GeneratedRegex(@"(\d{1,7})\s+\d{1,5}\s+R\b")]
    private static partial Regex Many();
}
