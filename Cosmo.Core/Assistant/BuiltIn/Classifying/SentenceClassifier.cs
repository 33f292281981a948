using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Cosmo.Core.Assistant.BuiltIn.Classifying;

/// <summary>
/// A linear classifier over <see cref="SentenceFeatures"/>: tells what a message is where no word list knows its words.
/// Its weights are trained by the command "train" of Cosmo.Bench and built in, one signed byte each. Safe from any thread.
/// </summary>
public sealed class SentenceClassifier
{
    /// <summary>Number of <see cref="MessageClass"/> values.</summary>
    public const int Classes = 5;

    private static readonly Lazy<SentenceClassifier> s_shared = new(() =>
    {
        using var packed = EmbeddedText.Open("Classifying.weights.bin");
        return Read(packed);
    });

    private readonly float[] _bias;
    private readonly float[] _steps;
    private readonly sbyte[] _weights;

    private SentenceClassifier(float[] bias, float[] steps, sbyte[] weights) => (_bias, _steps, _weights) = (bias, steps, weights);

    /// <summary>The one that is built in.</summary>
    public static SentenceClassifier Shared => s_shared.Value;

    /// <summary>Reads weights as <see cref="Write"/> wrote them.</summary>
    /// <param name="packed">Compressed by Brotli: a bias and a step per class, then a byte per feature and class.</param>
    public static SentenceClassifier Read(Stream packed)
    {
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[Classes * 8];
        brotli.ReadExactly(head);
        var (bias, steps) = (new float[Classes], new float[Classes]);
        for (var c = 0; c < Classes; c++)
        {
            bias[c] = BinaryPrimitives.ReadSingleLittleEndian(head[(c * 4)..]);
            steps[c] = BinaryPrimitives.ReadSingleLittleEndian(head[((Classes + c) * 4)..]);
        }

        var weights = new sbyte[SentenceFeatures.Buckets * Classes];
        brotli.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new(bias, steps, weights);
    }

    /// <summary>Writes weights with one signed byte each; the step of a class is the largest of its weights divided by 127.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="bias">One number per class.</param>
    /// <param name="weights">One number per feature and class, those of a feature together.</param>
    public static void Write(Stream to, ReadOnlySpan<double> bias, ReadOnlySpan<float> weights)
    {
        var head = new byte[Classes * 8];
        var body = new byte[weights.Length];
        for (var c = 0; c < Classes; c++)
        {
            var largest = 1e-6f;
            for (var i = c; i < weights.Length; i += Classes)
                largest = Math.Max(largest, Math.Abs(weights[i]));
            var step = largest / sbyte.MaxValue;
            BinaryPrimitives.WriteSingleLittleEndian(head.AsSpan(c * 4), (float)bias[c]);
            BinaryPrimitives.WriteSingleLittleEndian(head.AsSpan((Classes + c) * 4), step);
            for (var i = c; i < weights.Length; i += Classes)
                body[i] = unchecked((byte)(sbyte)Math.Round(weights[i] / step));
        }

        using var brotli = new BrotliStream(to, CompressionLevel.SmallestSize, leaveOpen: true);
        brotli.Write(head);
        brotli.Write(body);
    }

    /// <summary>How likely a message is of each class; the five numbers add up to 1.</summary>
    /// <param name="features">What <see cref="SentenceFeatures.Of"/> found in it.</param>
    public Sense Guess(IReadOnlyList<int> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        Span<int> sums = stackalloc int[Classes];
        for (var i = 0; i < features.Count; i++)
        {
            var weights = _weights.AsSpan(features[i] * Classes, Classes);
            for (var c = 0; c < Classes; c++)
                sums[c] += weights[c];
        }

        // A long message has more features, not more to say.
        var length = MathF.Sqrt(Math.Max(1, features.Count));
        Span<double> odds = stackalloc double[Classes];
        var (top, total) = (double.MinValue, 0.0);
        for (var c = 0; c < Classes; c++)
            top = Math.Max(top, odds[c] = _bias[c] + sums[c] * _steps[c] / length);
        for (var c = 0; c < Classes; c++)
            total += odds[c] = Math.Exp(odds[c] - top);
        return new(odds[0] / total, odds[1] / total, odds[2] / total, odds[3] / total);
    }
}
