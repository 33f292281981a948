namespace Cosmo.Bench;

/// <summary>Measured values, from which percentiles are read.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;
    public double Median => At(0.5);
    public double P99 => At(0.99);
    public double Most => At(1);

    // Nearest rank: the smallest value that this share of all values does not exceed.
    private double At(double share) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
