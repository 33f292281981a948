using Cosmo.Core.Assistant.BuiltIn.Classifying;

namespace Cosmo.Bench.Training;

/// <summary>A message with its features and class.</summary>
internal readonly record struct Example(int[] Features, MessageClass Class, double Weight);

/// <summary>Multinomial logistic regression, fitted by AdaGrad over shuffled examples; the same examples give the same weights.</summary>
internal sealed class LinearModel
{
    public const int Classes = 5;

    private const double Rate = 0.25;
    private const double Decay = 2e-5;

    private readonly float[] _squares = new float[SentenceFeatures.Buckets * Classes];
    private readonly double[] _biasSquares = new double[Classes];

    public float[] Weights { get; } = new float[SentenceFeatures.Buckets * Classes];

    public double[] Bias { get; } = new double[Classes];

    public static LinearModel Fit(IReadOnlyList<Example> examples, int rounds)
    {
        var model = new LinearModel();
        var random = new Random(7);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(order);
            foreach (var i in order)
                model.Learn(examples[i]);
        }

        return model;
    }

    /// <summary>The probability of each class.</summary>
    public double[] Guess(ReadOnlySpan<int> features)
    {
        var scores = (double[])Bias.Clone();
        var length = 1 / Math.Sqrt(features.Length);
        foreach (var feature in features)
        {
            for (var c = 0; c < Classes; c++)
                scores[c] += Weights[feature * Classes + c] * length;
        }

        var top = scores.Max();
        var sum = 0.0;
        for (var c = 0; c < Classes; c++)
            sum += scores[c] = Math.Exp(scores[c] - top);
        for (var c = 0; c < Classes; c++)
            scores[c] /= sum;
        return scores;
    }

    private void Learn(Example example)
    {
        var guess = Guess(example.Features);
        var length = 1 / Math.Sqrt(example.Features.Length);
        for (var c = 0; c < Classes; c++)
        {
            var error = (guess[c] - ((int)example.Class == c ? 1 : 0)) * example.Weight;
            _biasSquares[c] += error * error;
            Bias[c] -= Rate * error / Math.Sqrt(_biasSquares[c] + 1e-6);
            foreach (var feature in example.Features)
            {
                var at = feature * Classes + c;
                var slope = (float)(error * length + Decay * Weights[at]);
                _squares[at] += slope * slope;
                Weights[at] -= (float)(Rate * slope / Math.Sqrt(_squares[at] + 1e-6));
            }
        }
    }
}
