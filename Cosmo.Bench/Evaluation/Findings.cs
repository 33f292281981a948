namespace Cosmo.Bench.Evaluation;

/// <summary>How often a finding was right: counts of what was found and what should have been.</summary>
internal sealed class Findings
{
    private int _both;
    private int _found;
    private int _wanted;

    /// <summary>Messages counted.</summary>
    public int Messages { get; private set; }

    /// <summary>Of what should be found, the share that was; null when nothing should.</summary>
    public double? Recall => _wanted == 0 ? null : (double)_both / _wanted;

    /// <summary>Of what was found, the share that is right; null when nothing was found.</summary>
    public double? Precision => _found == 0 ? null : (double)_both / _found;

    /// <summary>Messages that should be found.</summary>
    public int Wanted => _wanted;

    /// <summary>Messages that were found.</summary>
    public int Found => _found;

    public void Add(bool wanted, bool found)
    {
        Messages++;
        _wanted += wanted ? 1 : 0;
        _found += found ? 1 : 0;
        _both += wanted && found ? 1 : 0;
    }
}
