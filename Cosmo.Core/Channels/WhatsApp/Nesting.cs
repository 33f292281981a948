using System.Buffers;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Keeps hostile nesting away from the JSON parser, whose time grows with the square of the depth.</summary>
internal static class Nesting
{
    /// <summary>Far above anything Meta sends, and below every reader's default limit of 64.</summary>
    public const int Deepest = 60;

    /// <summary>The JSON with null in place of every object and list below <see cref="Deepest"/> others, in one pass.</summary>
    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> json)
    {
        // Too few brackets to be too deep, which is every ordinary body.
        if (json.Span.Count((byte)'{') + json.Span.Count((byte)'[') <= Deepest)
            return json;
        var bytes = json.Span;
        ArrayBufferWriter<byte>? cut = null;
        var (depth, keepFrom, inString) = (0, 0, false);
        for (var i = 0; i < bytes.Length; i++)
        {
            switch (bytes[i])
            {
                case (byte)'\\' when inString:
                    i++;
                    break;
                case (byte)'"':
                    inString = !inString;
                    break;
                case (byte)'[' or (byte)'{' when !inString:
                    if (++depth == Deepest + 1)
                    {
                        cut ??= new(bytes.Length);
                        cut.Write(bytes[keepFrom..i]);
                        cut.Write("null"u8);
                    }

                    break;
                case (byte)']' or (byte)'}' when !inString:
                    if (depth-- == Deepest + 1)
                        keepFrom = i + 1;
                    break;
            }
        }

        if (cut is null)
            return json;
        // What was never closed has no end to keep; the parser will turn it down.
        if (depth <= Deepest)
            cut.Write(bytes[keepFrom..]);
        return cut.WrittenMemory;
    }
}
